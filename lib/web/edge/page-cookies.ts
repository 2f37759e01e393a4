// Cookies that a page's answer renews or clears, because a server component cannot write any: the session
// cookie slides along with its row, and a flash is shown once. Prefetches are nobody's visit.
import { TOKEN_PATTERN } from "@/lib/crypto/random";
import type { Env } from "@/lib/env/schema";
import { cookieAttributes, cookieName, readCookie, type CookieAttributes } from "../cookies";

export interface CookieChange extends CookieAttributes {
  name: string;
  value: string;
}

function isPageVisit(method: string, headers: Headers): boolean {
  if (method !== "GET" || headers.has("next-router-prefetch")) return false;
  if (/prefetch/.test(`${headers.get("purpose") ?? ""} ${headers.get("sec-purpose") ?? ""}`)) return false;
  return headers.get("rsc") === "1" || (headers.get("accept") ?? "").includes("text/html");
}

export function pageCookies(env: Env, method: string, headers: Headers): CookieChange[] {
  if (!isPageVisit(method, headers)) return [];
  const sent = headers.get("cookie");
  const changes: CookieChange[] = [];
  const session = readCookie(sent, cookieName(env, "session"));
  if (session && TOKEN_PATTERN.test(session)) changes.push({ name: cookieName(env, "session"), value: session, ...cookieAttributes(env, "session") });
  if (readCookie(sent, cookieName(env, "flash")) !== null) {
    changes.push({ name: cookieName(env, "flash"), value: "", ...cookieAttributes(env, "flash"), maxAge: 0 });
  }
  return changes;
}
