// Whether a request was made to the host of APP_URL, the only one to which sign-in providers send browsers back. The app may
// trust further hosts, which have cookies of their own.
import "server-only";
import { env } from "@/lib/env/server";
import { requestedOrigin } from "@/lib/web/edge/host";

export function isAtAppUrl(headers: Pick<Headers, "get">): boolean {
  return requestedOrigin(env(), headers.get("host")) === env().APP_URL;
}

/**
 * The same for a page. The framework renders the page after an action with a request of its own, which may go to another
 * host of the app but has the browser's Origin. Decides only what the page offers.
 */
export function isPageAtAppUrl(headers: Pick<Headers, "get">): boolean {
  const origin = headers.get("origin");
  return origin === null || origin === "null" ? isAtAppUrl(headers) : origin === env().APP_URL;
}
