import { describe, expect, it } from "vitest";
import { env } from "@/lib/env/server";
import { cookieAttributes } from "@/lib/web/cookies/cookie-policy";
import { MAILED_LINK_KINDS, MAILED_LINKS } from "@/lib/web/cookies/mailed-links";
import { pageCookies } from "./page-cookies";
import { isPageVisit } from "./page-visit";

const prod = { ...env(), strict: true, APP_URL: "https://app.gatehouse.test" };
const TOKEN = "t".repeat(43);
const CLEARED = { name: "__Host-flash", value: "", ...cookieAttributes(prod, "flash"), maxAge: 0 };

describe("the response to a page visit", () => {
  it("clears a flash cookie that was sent, and leaves the session cookie unchanged", () => {
    const cookies = `__Host-session_id=${TOKEN}; __Host-flash=signed-out`;
    expect(pageCookies(prod, { path: "/account/profile", token: null, cookies })).toEqual([CLEARED]);
    expect(pageCookies(prod, { path: "/", token: null, cookies: "__Host-flash=a; __Host-flash=b" })).toEqual([]);
  });

  it.each(MAILED_LINK_KINDS)("stores the token of a mailed link for a reload: %s", (link) => {
    const kept = { ...cookieAttributes(prod, link), value: TOKEN };
    expect(pageCookies(prod, { path: MAILED_LINKS[link], token: TOKEN, cookies: null })).toEqual([
      expect.objectContaining(kept),
    ]);
    expect(kept).toMatchObject({ httpOnly: true, secure: true, sameSite: "strict" });
    expect(kept.maxAge).toBeLessThanOrEqual(3_600);
  });

  it("sets the organization cookie only when a signed-in user opens another organization, and for no longer than the session", () => {
    const kept = { name: "__Host-organization", value: "stonebridge", ...cookieAttributes(prod, "organization") };
    const visit = { path: "/org/stonebridge/members", token: null };
    const session = `__Host-${prod.SESSION_COOKIE_NAME}=${TOKEN}`;
    expect(pageCookies(prod, { ...visit, cookies: `${session}; __Host-organization=lantern` })).toEqual([kept]);
    expect(kept.maxAge).toBe(prod.SESSION_COOKIE_MAX_AGE);
    expect(pageCookies(prod, { ...visit, cookies: `${session}; __Host-organization=stonebridge` })).toEqual([]);
    expect(pageCookies(prod, { ...visit, cookies: "__Host-organization=lantern" })).toEqual([]);
    for (const path of ["/account/profile", "/org", "/org/", "/org/a;b", "/org/%00", "/organizations/new"])
      expect(pageCookies(prod, { path, token: null, cookies: session })).toEqual([]);
  });

  it("stores a token only for a page that a mailed link opens, and never a malformed token", () => {
    expect(pageCookies(prod, { path: "/login", token: TOKEN, cookies: null })).toEqual([]);
    for (const token of ["", "x", `${TOKEN};x`, `${TOKEN}x`])
      expect(pageCookies(prod, { path: "/verify-email", token, cookies: null })).toEqual([]);
  });
});

describe("a page visit", () => {
  const PAGE = { accept: "text/html,*/*;q=0.8" };

  it("includes a full page load and a navigation within the app", () => {
    expect(isPageVisit({ method: "GET", headers: PAGE })).toBe(true);
    expect(isPageVisit({ method: "GET", headers: { accept: "*/*", rsc: "1" } })).toBe(true);
  });

  it.each([
    ["a prefetch by the router", { accept: "*/*", rsc: "1", "next-router-prefetch": "1" }, "GET"],
    ["a prefetch by the browser", { ...PAGE, "sec-purpose": "prefetch;prerender" }, "GET"],
    ["a prefetch with the older header", { ...PAGE, purpose: "prefetch" }, "GET"],
    ["an API call", { accept: "application/json" }, "GET"],
    ["an image", { accept: "image/avif,*/*" }, "GET"],
    ["an action", PAGE, "POST"],
  ])("excludes %s", (_what, headers, method) => {
    expect(isPageVisit({ method, headers })).toBe(false);
  });
});
