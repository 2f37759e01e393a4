// Renews the session cookie of a page's answer, so that it slides along with its row. Decided when the headers leave, and
// only for a token that this request found alive: an answer that comes late must not write a dead token over the one that
// a change of password set meanwhile.
import "server-only";
import { endedRecently } from "@/lib/auth/sessions/recent-endings";
import { env } from "@/lib/env/server";
import type { RequestContext } from "@/lib/observability/request-context";
import { cookieAttributes, cookieName, serializeCookie } from "./cookie-policy";

/** Sessions that another process ends are not known here: an answer that took longer than this renews nothing. */
const FRESH_MS = 1_000;

/** The part of Node's response that is needed to change its cookies. */
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
