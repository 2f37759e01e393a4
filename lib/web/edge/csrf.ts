// Refuses unsafe requests that another site made a browser send. `Origin` decides where it is sent, else
// `Sec-Fetch-Site`; neither can be set by a page. A cookie with neither header is refused: a browser that
// sends cookies sends one of them. `Origin: null` is refused, unless the browser itself says same-origin:
// that is a form of ours on a page with `no-referrer`. Called by the middleware, and again by every adapter.
import { AppError } from "@/lib/errors/app-error";

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

export interface CsrfPolicy {
  appUrl: string;
  allowedOrigins: readonly string[];
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
  if (origin !== null) return origin === policy.appUrl || policy.allowedOrigins.includes(origin);
  if (site !== null) return site === "same-origin" || site === "none";
  return headers.get("cookie") === null;
}
