// Refuses unsafe requests that another site made a browser send. Checks `Origin` if present, else `Sec-Fetch-Site`; a page
// can forge neither. Refuses a request with a cookie but neither header, which no supported browser sends, and `Origin:
// null` unless `Sec-Fetch-Site` is same-origin (a form on a page with `no-referrer`). The middleware and every adapter call
// it.
import "server-only";
import type { Env } from "@/lib/env/schema";
import { AppError } from "@/lib/errors/app-error";
import { requestedOrigin } from "./host";

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

export type CsrfPolicy = Pick<Env, "APP_URL" | "TRUSTED_HOSTS" | "ALLOWED_ORIGINS">;

/** For pages, which do not accept requests by scripts of other origins. */
export function withoutPartners(policy: CsrfPolicy): CsrfPolicy {
  return { ...policy, ALLOWED_ORIGINS: [] };
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

/** Several hosts may serve the same app: a page on one of them posts to that host, or was reached by a link in an email. */
function isOurs(origin: string, host: string | null, policy: CsrfPolicy): boolean {
  return origin === policy.APP_URL || origin === requestedOrigin(policy, host);
}
