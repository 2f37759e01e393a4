import { describe, expect, it } from "vitest";
import { env } from "@/lib/env/server";
import { cookieAttributes } from "../cookies";
import { pageCookies } from "./page-cookies";

const prod = { ...env(), strict: true, APP_URL: "https://app.gatehouse.test" };
const TOKEN = "t".repeat(43);
const PAGE = { accept: "text/html,*/*;q=0.8", cookie: `__Host-session_id=${TOKEN}; __Host-flash=signed-out` };

const changes = (headers: Record<string, string>, method = "GET", isSoft = false) =>
  pageCookies(prod, method, new Headers(headers), isSoft);

describe("a page visit", () => {
  it("renews the session cookie with the value it came with, and clears the flash", () => {
    expect(changes(PAGE)).toEqual([
      { name: "__Host-session_id", value: TOKEN, ...cookieAttributes(prod, "session") },
      { name: "__Host-flash", value: "", ...cookieAttributes(prod, "flash"), maxAge: 0 },
    ]);
  });

  it("is one within the app as well", () => {
    expect(changes({ ...PAGE, accept: "*/*" }, "GET", true)).toHaveLength(2);
  });

  it("makes no cookie that did not come, came empty, or came twice", () => {
    for (const cookie of ["", "other=1", "__Host-session_id=", "__Host-session_id=no-token", "__Host-session_id=a; __Host-session_id=b", "session_id=a"]) {
      expect(changes({ ...PAGE, cookie })).toEqual([]);
    }
  });
});

it.each([
  ["a prefetch by the router", { ...PAGE, accept: "*/*" }, "GET"],
  ["a prefetch by the browser", { ...PAGE, "sec-purpose": "prefetch;prerender" }, "GET"],
  ["a prefetch of old", { ...PAGE, purpose: "prefetch" }, "GET"],
  ["an API call", { ...PAGE, accept: "application/json" }, "GET"],
  ["an image", { ...PAGE, accept: "image/avif,*/*" }, "GET"],
  ["an action", PAGE, "POST"],
])("%s is nobody's visit and changes no cookie", (_what, headers: Record<string, string>, method) => {
  expect(changes(headers, method)).toEqual([]);
});
