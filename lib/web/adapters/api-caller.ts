// Determines the caller of a JSON route. Below /api/v1, by `Authorization: Bearer` (RFC 6750) or by the session cookie, never
// by both: a request with both is refused. Elsewhere a bearer is ignored.
import "server-only";
import type { Actor, Caller, RequestFacts } from "@/lib/access/actor";
import type { Standing } from "@/lib/access/roles";
import { isWellFormedApiKey, looksLikeApiKey } from "@/lib/api-keys/key-format";
import { resolveApiKey } from "@/lib/api-keys/resolve-api-key";
import { AppError } from "@/lib/errors/app-error";
import { env } from "@/lib/env/server";
import { resolveToken } from "@/lib/auth/tokens/resolve-token";
import { addressAllowances } from "@/lib/rate-limit/address-allowances";
import { consume, knownRefusal } from "@/lib/rate-limit/limiter";
import { limits } from "@/lib/rate-limit/limits";
import { rateLimited } from "@/lib/rate-limit/rate-limited";
import { cookieName, cookieValues } from "@/lib/web/cookies/cookie-policy";
import { takesBearer } from "@/lib/web/edge/paths";
import { bearerToken } from "@/lib/web/http/bearer-token";
import { requestFacts } from "@/lib/web/http/request-facts";
import { assertServed, cookielessCaller, loggedAs, resolveCaller } from "./resolve-actor";

interface Accepted {
  /** "public" if the operation is open to anyone: it ignores the bearer, so that a client with an expired one can sign in. */
  minRole: Standing;
  cookies?: "ignored";
}

/** @throws AppError MALFORMED_REQUEST for a malformed header or two credentials, INVALID_TOKEN, RATE_LIMITED */
export async function resolveApiCaller(request: Request, slug: string | null, accepted: Accepted): Promise<Caller> {
  assertServed();
  const token = bearerOf(request);
  if (accepted.cookies === "ignored") return cookielessCaller();
  if (token === null) return resolveCaller(slug);
  const facts = await requestFacts();
  const actor = accepted.minRole === "public" ? ({ kind: "anonymous" } as const) : await actorOfBearer(token, slug, facts);
  return { actor, request: facts };
}

/**
 * @returns null without a bearer, and where none is taken
 * @throws AppError MALFORMED_REQUEST for a malformed header, and if there is also a session cookie
 */
function bearerOf({ headers, url }: Request): string | null {
  if (!takesBearer(new URL(url).pathname) || !headers.has("authorization")) return null;
  const token = bearerToken(headers);
  const hasSession = cookieValues(headers.get("cookie"), cookieName(env(), "session")).length > 0;
  if (token === null || hasSession) throw new AppError("MALFORMED_REQUEST");
  return token;
}

/**
 * Counts a verified key under its own limit. A request with an unknown key is anonymous, and counts for its IP address.
 * @throws AppError RATE_LIMITED
 */
async function resolveCountedApiKey(key: string, slug: string | null, { ipAddress }: RequestFacts): Promise<Actor | null> {
  if (!isWellFormedApiKey(key)) return null;
  // A flood with a key that is over its limit costs no query.
  const stopped = knownRefusal(limits.perApiKey, key);
  if (stopped) throw rateLimited(stopped);
  const actor = await resolveApiKey(key, slug);
  const verdict = actor
    ? await consume(limits.perApiKey, key)
    : await consume(limits.generalPerAddress, addressAllowances(ipAddress));
  if (!verdict.allowed) throw rateLimited(verdict);
  return actor;
}

/**
 * Anything that does not look like an API key is taken for an access token. Runs one query and, at most once a minute, a write
 * that records the use.
 * @throws AppError INVALID_TOKEN, RATE_LIMITED
 */
async function actorOfBearer(token: string, slug: string | null, request: RequestFacts): Promise<Actor> {
  const actor = await (looksLikeApiKey(token) ? resolveCountedApiKey(token, slug, request) : resolveToken(token, slug));
  if (!actor) throw new AppError("INVALID_TOKEN");
  return loggedAs(actor);
}

/** The challenge of a 401 response, RFC 6750 §3. */
export function challenge(request: Request, { status, code }: AppError): Record<string, string> {
  if (status !== 401 || !takesBearer(new URL(request.url).pathname)) return {};
  return { "WWW-Authenticate": code === "INVALID_TOKEN" ? 'Bearer error="invalid_token"' : "Bearer" };
}
