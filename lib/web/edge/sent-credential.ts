// The credential of a request under which the general limit counts it: a bearer where one is accepted, else the session
// cookie. A bearer that is no access token of this app and no API key counts as none, so made-up ones gain nothing.
import "server-only";
import { isWellFormedApiKey } from "@/lib/api-keys/key-format";
import { verifyAccessToken } from "@/lib/auth/tokens/access-token";
import { TOKEN_PATTERN } from "@/lib/crypto/random";
import type { Env } from "@/lib/env/schema";
import { limits } from "@/lib/rate-limit/limits";
import { cookieName, readCookie } from "@/lib/web/cookies/cookie-policy";
import { bearerToken } from "@/lib/web/http/bearer-token";
import type { SentCredential } from "./general-limit";
import { takesBearer } from "./paths";

/** The routes where API clients get their tokens. They ignore bearers. */
const PUBLIC = "/api/v1/auth/";

export async function sentCredential(env: Env, path: string, headers: Headers): Promise<SentCredential | null> {
  if (takesBearer(path) && headers.has("authorization")) {
    const bearer = path.startsWith(PUBLIC) ? null : bearerToken(headers);
    return bearer === null ? null : ofBearer(bearer);
  }
  const session = readCookie(headers.get("cookie"), cookieName(env, "session"));
  return session !== null && TOKEN_PATTERN.test(session) ? { limit: limits.generalPerSession, key: session } : null;
}

/** Counts all access tokens of a client together, so that a client gains nothing by refreshing them. */
async function ofBearer(bearer: string): Promise<SentCredential | null> {
  if (isWellFormedApiKey(bearer)) return "API key";
  const claims = await verifyAccessToken(bearer);
  return claims && { limit: limits.generalPerClient, key: claims.sid };
}
