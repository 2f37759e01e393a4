// Cookies that a page's answer renews or clears, because a server component cannot write any: the session
// cookie slides along with its row, and a flash is shown once. Prefetches are nobody's visit.
import { TOKEN_PATTERN } from "@/lib/crypto/random";
import type { Env } from "@/lib/env/schema";
import { cookieAttributes, cookieName, readCookie, type CookieAttributes } from "../cookies";

export interface CookieChange extends CookieAttributes {
  name: string;
  value: string;
}

function isPageVisit(method: string, headers: Headers, isSoftNavigation: boolean): boolean {
  if (method !== "GET") return false;
  if (/prefetch/.test(`${headers.get("purpose") ?? ""} ${headers.get("sec-purpose") ?? ""}`)) return false;
  return isSoftNavigation || (headers.get("accept") ?? "").includes("text/html");
}

/** @param isSoftNavigation known to the server only: the framework hides its own headers from the middleware */
export function pageCookies(env: Env, method: string, headers: Headers, isSoftNavigation: boolean): CookieChange[] {
  if (!isPageVisit(method, headers, isSoftNavigation)) return [];
  const sent = headers.get("cookie");
  const changes: CookieChange[] = [];
  const session = readCookie(sent, cookieName(env, "session"));
  if (session && TOKEN_PATTERN.test(session)) changes.push({ name: cookieName(env, "session"), value: session, ...cookieAttributes(env, "session") });
  if (readCookie(sent, cookieName(env, "flash")) !== null) {
    changes.push({ name: cookieName(env, "flash"), value: "", ...cookieAttributes(env, "flash"), maxAge: 0 });
  }
  return changes;
}
