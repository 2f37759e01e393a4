// Which credentials a route takes in the `Authorization` header, besides the session cookie.
import type { OperationMeta } from "@/lib/access/registry";
import { takesBearer } from "@/lib/web/edge/paths";
import type { ApiRoute } from "../api-routes";

const NAMES = {
  token: "an access token",
  "personal key": "a personal API key",
  "organization key": "an organization’s API key",
} as const;

export type Bearer = keyof typeof NAMES;

/** Those that the API issues: it then has a route for them. */
export function issuedBearers(routes: readonly ApiRoute[]): Bearer[] {
  const has = (pattern: RegExp) => routes.some(({ path }) => pattern.test(path));
  const keys: Bearer[] = ["personal key", "organization key"];
  return [...(has(/^\/api\/v1\/auth\//) ? (["token"] as const) : []), ...(has(/\/api-keys$/) ? keys : [])];
}

/** The issued ones that an operation accepts at this path. */
export function acceptedBearers(path: string, { accepts }: OperationMeta, issued: readonly Bearer[]): Bearer[] {
  const accepted: readonly string[] = accepts ?? [];
  return takesBearer(path) ? issued.filter((bearer) => accepted.includes(bearer)) : [];
}

export function bearerWords(bearers: readonly Bearer[]): string {
  const names = bearers.map((bearer) => NAMES[bearer]);
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
}

/** The security scheme of these; none if the API issues none. */
export function bearerScheme(issued: readonly Bearer[]): object {
  if (issued.length === 0) return {};
  const description = `For programs: ${bearerWords(issued)}. Never together with the cookie of a session.`;
  return { bearer: { type: "http", scheme: "bearer", description } };
}
