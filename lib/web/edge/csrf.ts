// Refuses unsafe requests that another site made a browser send. Checks `Origin`, or `Sec-Fetch-Site` if there is no
// `Origin`; a page can forge neither. Accepts `Origin: null` only if `Sec-Fetch-Site` is same-origin, as for a form on a
// page with `no-referrer`. Refuses a request with a cookie and neither header, because every supported browser sends one.
import "server-only";
import type { Env } from "@/lib/env/schema";
import { AppError } from "@/lib/errors/app-error";
import { bearerToken } from "@/lib/web/http/bearer-token";
import { requestedOrigin } from "./host";
import { CRON_PATH, takesBearer } from "./paths";

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

export type CsrfPolicy = Pick<Env, "APP_URL" | "TRUSTED_HOSTS" | "ALLOWED_ORIGINS">;

/** The policy for pages, to which no other origin may send unsafe requests. */
export function withoutPartners(policy: CsrfPolicy): CsrfPolicy {
  return { ...policy, ALLOWED_ORIGINS: [] };
}

/**
 * Whether a request without cookies authenticates with a bearer, so that the check below does not apply to it. A browser
 * never adds a bearer by itself, and asks with a preflight request before it sends one for a page of another origin.
 */
export function isBearerOnly(path: string, headers: Headers): boolean {
  const isTaken = takesBearer(path) || path === CRON_PATH;
  return isTaken && headers.get("cookie") === null && bearerToken(headers) !== null;
}

/** @throws AppError CSRF_REJECTED */
export function assertNotCrossSite(method: string, headers: Headers, policy: CsrfPolicy): void {
  if (SAFE_METHODS.has(method) || isOwnRequest(headers, policy)) return;
  throw new AppError("CSRF_REJECTED");
}

function isOwnRequest(headers: Headers, policy: CsrfPolicy): boolean {
  const origin = headers.get("origin");
  const site = headers.get("sec-fetch-site");
  if (origin === "null") return site === "same-origin";
  if (origin !== null) return isOurs(origin, headers.get("host"), policy) || policy.ALLOWED_ORIGINS.includes(origin);
  if (site !== null) return site === "same-origin" || site === "none";
  return headers.get("cookie") === null;
}

/** A page at APP_URL may post to every trusted host. A page on another trusted host may post only to that same host. */
function isOurs(origin: string, host: string | null, policy: CsrfPolicy): boolean {
  return origin === policy.APP_URL || origin === requestedOrigin(policy, host);
}
