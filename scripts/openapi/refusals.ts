// The error codes that a route can respond with: those that follow from its method, its path and the declaration of its
// operation, and those that the route declares.
import type { OperationMeta } from "@/lib/access/registry";
import { ERROR_CODES, type ErrorCode } from "@/lib/errors/codes";
import type { RouteContract } from "@/lib/web/adapters/route-contract";

/** Of every route: the middleware, the HTTP server and the adapters refuse with these. */
const ANYWHERE: ErrorCode[] = ["MALFORMED_REQUEST", "UNTRUSTED_HOST", "PAYLOAD_TOO_LARGE", "BUSY", "INTERNAL_ERROR"];
/** Of a route that reads a body, and so refuses one that is malformed, too slow or from another site. */
const WITH_BODY: ErrorCode[] = ["CSRF_REJECTED", "REQUEST_TIMEOUT", "UNSUPPORTED_MEDIA_TYPE", "VALIDATION_ERROR"];
const OF_A_MEMBER: ErrorCode[] = ["UNAUTHORIZED", "NOT_FOUND", "ORGANIZATION_SUSPENDED"];

const BY_ROLE: Record<OperationMeta["minRole"], ErrorCode[]> = {
  public: [],
  user: ["UNAUTHORIZED"],
  readonly: OF_A_MEMBER,
  member: [...OF_A_MEMBER, "ACCESS_DENIED"],
  org_admin: [...OF_A_MEMBER, "ACCESS_DENIED"],
  sys_admin: ["UNAUTHORIZED", "ACCESS_DENIED"],
  system: [],
};

interface Place {
  method: string;
  /** The names of the parameters in the path. */
  inPath: readonly string[];
}

interface Bearers {
  /** Whether the route takes access tokens and API keys. */
  isTaken: boolean;
  /** Whether the operation refuses some of them. */
  isSomeRefused: boolean;
}

interface PlainPlace extends Omit<Place, "inPath"> {
  isCounted: boolean;
  /** Whether any site may send requests to the route. */
  isForeign: boolean;
}

export function plainRefusals({ method, isCounted, isForeign }: PlainPlace, declared: readonly ErrorCode[]): ErrorCode[] {
  const codes: ErrorCode[] = [...ANYWHERE, ...declared];
  if (method !== "GET" && !isForeign) codes.push("CSRF_REJECTED");
  if (isCounted) codes.push("RATE_LIMITED");
  return inOrder(codes);
}

/** @param fields the names of the operation's input */
export function possibleRefusals(
  place: Place & Bearers,
  fields: string[],
  operation: OperationMeta,
  contract: RouteContract,
): ErrorCode[] {
  const { minRole, recent } = operation;
  const codes: ErrorCode[] = [...ANYWHERE, "RATE_LIMITED", ...BY_ROLE[minRole], ...contract.refuses];
  if (place.method !== "GET") codes.push(...WITH_BODY);
  else if (fields.length > 0) codes.push("VALIDATION_ERROR");
  if (contract.idempotent) codes.push("CONFLICT");
  // A token of a suspended organization is refused before the operation decides.
  if (minRole !== "public" && place.isTaken) codes.push("INVALID_TOKEN", "ORGANIZATION_SUSPENDED");
  if (minRole !== "public" && place.isSomeRefused) codes.push("ACCESS_DENIED");
  if (place.inPath.length > 0) codes.push("NOT_FOUND");
  if (recent === "current_password") codes.push("INVALID_CREDENTIALS");
  else if (recent !== undefined) codes.push("RECENT_PROOF_REQUIRED");
  return inOrder(codes);
}

function inOrder(codes: ErrorCode[]): ErrorCode[] {
  const known = new Set(codes);
  return (Object.keys(ERROR_CODES) as ErrorCode[]).filter((code) => known.has(code));
}
