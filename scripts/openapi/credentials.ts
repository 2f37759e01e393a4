// Which credentials a route takes in the `Authorization` header, besides the session cookie.
import type { OperationMeta } from "@/lib/access/registry";
import { takesBearer } from "@/lib/web/edge/paths";
import type { ApiRoute } from "../api-routes";

export type BearerKind = "token" | "key";

/** The kinds that the API issues: it then has a route for them. */
export function issuedKinds(routes: readonly ApiRoute[]): BearerKind[] {
  const has = (pattern: RegExp) => routes.some(({ path }) => pattern.test(path));
  return [...(has(/^\/api\/v1\/auth\//) ? (["token"] as const) : []), ...(has(/\/api-keys$/) ? (["key"] as const) : [])];
}

const isOfKind = (kind: BearerKind) => (name: string) => (kind === "token" ? name === "token" : name.endsWith(" key"));

/** The issued kinds that an operation accepts at this path. */
export function acceptedKinds(path: string, { accepts }: OperationMeta, issued: readonly BearerKind[]): BearerKind[] {
  return takesBearer(path) ? issued.filter((kind) => accepts?.some(isOfKind(kind))) : [];
}

const NAMES: Record<BearerKind, string> = { token: "an access token", key: "an API key" };

/** The security scheme of these kinds; none if the API issues none. */
export function bearerScheme(issued: readonly BearerKind[]): object {
  if (issued.length === 0) return {};
  const names = issued.map((kind) => NAMES[kind]).join(" or ");
  return {
    bearer: { type: "http", scheme: "bearer", description: `For programs: ${names}. Never together with a session.` },
  };
}
