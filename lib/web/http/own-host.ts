// Whether a request was made to the host of APP_URL, the only one to which sign-in providers send browsers back. The app may
// trust further hosts, which have cookies of their own.
import "server-only";
import { env } from "@/lib/env/server";
import { requestedOrigin } from "@/lib/web/edge/host";

export function isAtAppUrl(headers: Pick<Headers, "get">): boolean {
  return requestedOrigin(env(), headers.get("host")) === env().APP_URL;
}
