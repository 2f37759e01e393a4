// Renews the session cookie in a page's response, because each use also extends the session's row. Decides this when the
// headers are sent, and only for a token that this request found valid. Otherwise a late response could overwrite the cookie
// of a new session with the token of an ended one.
import "server-only";
import { endedRecently } from "@/lib/auth/sessions/recent-endings";
import { env } from "@/lib/env/server";
import type { RequestContext } from "@/lib/observability/request-context";
import { cookieAttributes, cookieName, serializeCookie } from "./cookie-policy";

/** Another process may have ended the session since the check, so a response that took longer than this renews nothing. */
const FRESH_MS = 1_000;

/** The methods of Node's response that read and change its cookies. */
export interface Answer {
  getHeader: (name: string) => number | string | string[] | undefined;
  setHeader: (name: string, value: string[]) => unknown;
}

export const setCookieLines = (response: Answer): string[] => [response.getHeader("Set-Cookie") ?? []].flat().map(String);

/** @param now monotonic, in milliseconds */
export function renewSession(response: Answer, { isPageVisit, liveSession }: RequestContext, now = performance.now()): void {
  if (!isPageVisit || !liveSession || now - liveSession.foundAt > FRESH_MS || endedRecently(liveSession.userId, now)) return;
  const name = cookieName(env(), "session");
  const set = setCookieLines(response);
  if (set.some((line) => line.startsWith(`${name}=`))) return;
  response.setHeader("Set-Cookie", [...set, serializeCookie(name, liveSession.token, cookieAttributes(env(), "session"))]);
}
