// Refuses unsafe requests that another site made a browser send. `Origin` decides where it is sent, else
// `Sec-Fetch-Site`; neither can be set by a page. A cookie with neither header is refused: a browser that
// sends cookies sends one of them. `Origin: null` is refused, unless the browser itself says same-origin:
// that is a form of ours on a page with `no-referrer`. Called by the middleware, and again by every adapter.
import type { Env } from "@/lib/env/schema";
import { AppError } from "@/lib/errors/app-error";
import { requestedOrigin } from "./host";

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

export type CsrfPolicy = Pick<Env, "APP_URL" | "TRUSTED_HOSTS" | "ALLOWED_ORIGINS">;

/** For pages, which are for no scripts of others. */
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

/** Several hosts may serve the same app: a page of one posts to that one, or comes from where mails lead to. */
function isOurs(origin: string, host: string | null, policy: CsrfPolicy): boolean {
  return origin === policy.APP_URL || origin === requestedOrigin(policy, host);
}
