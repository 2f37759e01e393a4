// The words of the API document that belong to no single route.
import type { OperationMeta } from "@/lib/access/registry";

/** Joins the lines of each paragraph. */
function unwrapped(text: string): string {
  return text.replaceAll(/(?<!\n)\n(?!\n)/g, " ");
}

export const TITLE = "Gatehouse API";

const PARAGRAPHS = `A JSON API over HTTPS.

**Credentials** are the cookie of a session or, as \`Authorization: Bearer\`, an access token or an API key; never both the
cookie and a bearer. Each operation names those that it accepts. In the examples, \`$TOKEN\` is an access token or an API
key, and \`cookies.txt\` has the cookie.

**Bodies** are JSON objects of at most 64 KiB. Unknown fields are refused. In a query, unknown parameters are ignored, and a
known one may occur only once.

**Lists** are pages: a response has \`items\` and \`next_cursor\`. To get the next page, send \`next_cursor\` as
\`cursor\`. It is \`null\` on the last page. Only two lists have no pages and no \`next_cursor\`: your sessions, and the
settings of the running system.

**Times** are in UTC, in the format of RFC 3339.

**Errors** have a status of 400 or more and the body \`{"code", "message", "details", "request_id"}\`. \`code\` does not
change between versions; \`message\` may. \`details\` has a message for each field that was refused. Only the 503 of
\`GET /api/health/ready\` has another body, which says what does not work.

**Limits**: responses have \`RateLimit\` headers that describe the general limit. A refusal with 429 describes the limit that
was exceeded, and says in \`Retry-After\` after how many seconds to try again.

**Organizations** are named by their slug in the path. One that you do not belong to gets the same response as one that
does not exist.`;

export const OVERVIEW = unwrapped(PARAGRAPHS);

export const SESSION =
  unwrapped(`The cookie of a session, which \`POST /api/auth/login\` sets. Development uses the name \`session_id\`,
without the prefix. A request with a cookie that is not a GET must show that it comes from this site: it needs the header
\`Origin\` with the site's own origin or, without it, \`Sec-Fetch-Site: same-origin\`. Browsers send these themselves.`);

/** Sections that precede the others, and those that follow them. The others are in alphabetical order. */
const FIRST = ["Access tokens", "Your account", "Organizations", "Members"];
const LAST = ["Administration", "Service"];

const rank = (section: string) =>
  FIRST.includes(section) ? FIRST.indexOf(section) - FIRST.length : LAST.indexOf(section) + 1;

export function inReadingOrder(sections: string[]): string[] {
  return sections.toSorted((a, b) => rank(a) - rank(b) || a.localeCompare(b));
}

const SECTIONS: Record<string, string> = {
  admin: "Administration",
  "api-keys": "API keys",
  auth: "Your account",
  me: "Your account",
  password: "Your account",
  invitations: "Invitations",
};

/** The heading under which a path appears: of an organization's path, the part behind the organization. */
export function sectionOf(path: string): string {
  const [first = "", second, third] = path.replace(/^\/api\/(v1\/)?/, "").split("/");
  const name = first === "organizations" && second ? (third ?? first) : first;
  if (path.startsWith("/api/v1/auth/")) return "Access tokens";
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

function proofWords({ recent, accepts }: OperationMeta): string[] {
  if (recent === undefined || recent === "current_password") return [];
  const when = recent === "session" ? "" : `, for ${recent.for}`;
  const isOnlySession = accepts?.every((each) => each === "session") ?? true;
  return [
    `Needs a recent proof${when}: the user signed in, or confirmed the password, within the last 15 minutes.`,
    ...(isOnlySession ? [] : ["Only a session can have one; access tokens and API keys get `ACCESS_DENIED`."]),
  ];
}

/** @param remark what the route says besides */
export function descriptionOf(operation: OperationMeta, remark: string | undefined): string {
  const isLimited = operation.limits.length > 0;
  return [
    ROLE_WORDS[operation.minRole],
    ...(remark === undefined ? [] : [remark]),
    ...proofWords(operation),
    ...(isLimited ? ["Besides the general limit, it has limits of its own."] : []),
  ].join(" ");
}
