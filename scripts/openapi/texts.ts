// The words of the API document that belong to no single route.
import type { OperationMeta } from "@/lib/access/registry";

/** Joins the lines of each paragraph. */
function unwrapped(text: string): string {
  return text.replaceAll(/(?<!\n)\n(?!\n)/g, " ");
}

export const TITLE = "Gatehouse API";

const PARAGRAPHS = `A JSON API over HTTPS. Each request needs credentials, unless the operation is public.

**Bodies** are JSON objects of at most 64 KiB. Unknown fields are refused. In a query, unknown parameters are ignored, and a
known one may occur only once.

**Lists** are pages: a response has \`items\` and \`next_cursor\`. To get the next page, send \`next_cursor\` as \`cursor\`. It is
\`null\` on the last page.

**Times** are in UTC, in the format of RFC 3339.

**Errors** have a status of 400 or more and the body \`{"code", "message", "details", "request_id"}\`. \`code\` does not change
between versions; \`message\` may. \`details\` has a message for each field that was refused.

**Limits**: responses have \`RateLimit\` headers that describe the general limit. A refusal with 429 describes the limit that
was exceeded, and says in \`Retry-After\` after how many seconds to try again.

**Organizations** are named by their slug in the path. One that you do not belong to gets the same response as one that
does not exist.`;

export const OVERVIEW = unwrapped(PARAGRAPHS);

export const SESSION =
  unwrapped(`The cookie of a session, which \`POST /api/auth/login\` sets. Development uses the name \`session_id\`,
without the prefix. A request with a cookie that is not a GET must show that it comes from this site: it needs the header
\`Origin\` with the site's own origin or, without it, \`Sec-Fetch-Site: same-origin\`. Browsers send these themselves.`);

const SECTIONS: Record<string, string> = {
  admin: "Administration",
  auth: "Your account",
  me: "Your account",
  password: "Your account",
  invitations: "Invitations",
};

/** The heading under which a path appears: of an organization's path, the part behind the organization. */
export function sectionOf(path: string): string {
  const [first = "", second, third] = path.replace(/^\/api\/(v1\/)?/, "").split("/");
  const name = first === "organizations" && second ? (third ?? first) : first;
  if (name === "settings" || name === "search") return "Organizations";
  if (!/^\/api\/(v1|auth|password|invitations)\//.test(path)) return "Service";
  return SECTIONS[name] ?? `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll("-", " ")}`;
}

const ROLE_WORDS: Record<OperationMeta["minRole"], string> = {
  public: "Public: no credentials are needed.",
  user: "For any signed-in user.",
  readonly: "For every member of the organization.",
  member: "For members of the organization with the role `member` or `org_admin`.",
  org_admin: "For members of the organization with the role `org_admin`.",
  sys_admin: "For system admins.",
  system: "",
};

/** @param bearers what may be sent instead of the cookie of a session, in words */
export function descriptionOf({ minRole, recent, limits }: OperationMeta, bearers: string): string {
  const proof =
    recent === undefined || recent === "current_password"
      ? ""
      : ` Needs a recent proof${recent === "session" ? "" : `, for ${recent.for}`}: the user signed in, or confirmed the password, within the last 15 minutes.`;
  const instead = bearers === "" ? "" : ` Also takes ${bearers}.`;
  const counted = limits.length === 0 ? "" : ` Limited: ${limits.join(", ")}.`;
  return `${ROLE_WORDS[minRole]}${instead}${proof}${counted}`;
}
