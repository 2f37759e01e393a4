// The credential of a request under which the general limit counts it: a well-formed bearer where one is accepted, else the
// session cookie. Not verified here.
import "server-only";
import { isWellFormedApiKey } from "@/lib/api-keys/key-format";
import { TOKEN_PATTERN } from "@/lib/crypto/random";
import type { Env } from "@/lib/env/schema";
import { limits } from "@/lib/rate-limit/limits";
import { cookieName, readCookie } from "@/lib/web/cookies/cookie-policy";
import { bearerToken } from "@/lib/web/http/bearer-token";
import type { SentCredential } from "./general-limit";
import { takesBearer } from "./paths";

/** Three parts in base64url, RFC 7519 §3. */
const JWT = /^[\w-]+\.[\w-]+\.[\w-]+$/;

export function sentCredential(env: Env, path: string, headers: Headers): SentCredential | null {
  if (takesBearer(path) && headers.has("authorization")) {
    const bearer = bearerToken(headers);
    if (bearer === null) return null;
    if (isWellFormedApiKey(bearer)) return { limit: limits.perApiKey, key: bearer };
    return JWT.test(bearer) ? { limit: limits.generalPerToken, key: bearer } : null;
  }
  const session = readCookie(headers.get("cookie"), cookieName(env, "session"));
  return session !== null && TOKEN_PATTERN.test(session) ? { limit: limits.generalPerSession, key: session } : null;
}
