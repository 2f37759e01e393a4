// Cookies that a page's response sets or clears, because a server component cannot write cookies: a flash is shown once,
// the token of a mailed link is kept for a reload, and the organization that a signed-in user opened last is remembered. The
// session cookie is renewed when the headers are sent (lib/web/cookies/session-renewal.ts).
import "server-only";
import { TOKEN_PATTERN } from "@/lib/crypto/random";
import type { Env } from "@/lib/env/schema";
import { cookieAttributes, cookieName, readCookie, type CookieAttributes } from "@/lib/web/cookies/cookie-policy";
import { isSlug } from "@/lib/organizations/slug";
import { mailedLinkTo } from "@/lib/web/cookies/mailed-links";

export interface CookieChange extends CookieAttributes {
  name: string;
  value: string;
}

export interface PageVisit {
  path: string;
  /** From the query. */
  token: string | null;
  /** The request header. */
  cookies: string | null;
}

export function pageCookies(env: Env, { path, token, cookies }: PageVisit): CookieChange[] {
  const changes: CookieChange[] = [];
  const link = mailedLinkTo(path);
  if (link && token !== null && TOKEN_PATTERN.test(token)) {
    changes.push({ name: cookieName(env, link), value: token, ...cookieAttributes(env, link) });
  }
  const isSignedIn = readCookie(cookies, cookieName(env, "session")) !== null;
  const organization = isSignedIn ? openedOrganization(path) : null;
  if (organization !== null && readCookie(cookies, cookieName(env, "organization")) !== organization) {
    changes.push({
      name: cookieName(env, "organization"),
      value: organization,
      ...cookieAttributes(env, "organization"),
    });
  }
  if (readCookie(cookies, cookieName(env, "flash")) !== null) {
    changes.push({ name: cookieName(env, "flash"), value: "", ...cookieAttributes(env, "flash"), maxAge: 0 });
  }
  return changes;
}

/** The slug in the address of an organization's page; null elsewhere. */
function openedOrganization(path: string): string | null {
  const [, area, slug = ""] = path.split("/");
  return area === "org" && isSlug(slug) ? slug : null;
}
