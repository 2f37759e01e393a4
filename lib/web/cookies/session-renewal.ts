// Renews the session cookie in a page's response, so that its lifetime is extended like that of the session's row. Decided
// when the headers are sent, and only for a token that this request found valid: a late response must not overwrite a new
// session's cookie with an ended token.
import "server-only";
import { endedRecently } from "@/lib/auth/sessions/recent-endings";
import { env } from "@/lib/env/server";
import type { RequestContext } from "@/lib/observability/request-context";
import { cookieAttributes, cookieName, serializeCookie } from "./cookie-policy";

/** This process does not learn of sessions ended by another one, so a response that took longer than this renews nothing. */
const FRESH_MS = 1_000;

/** The part of Node's response that changes its cookies. */
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
