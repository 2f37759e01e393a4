// The cookies that the middleware changes for a page, because a server component cannot write cookies. It clears the flash
// that the page shows, keeps the token of a mailed link for a reload, and remembers the organization that a signed-in user
// opened last. lib/web/cookies/session-renewal.ts renews the session cookie later, when the headers are sent.
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
  /** The Cookie header of the request. */
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

/** The slug in the path of an organization's page; null for any other page. */
function openedOrganization(path: string): string | null {
  const [, area, slug = ""] = path.split("/");
  return area === "org" && isSlug(slug) ? slug : null;
}
