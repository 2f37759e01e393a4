import { describe, expect, it } from "vitest";
import { arrivalPage, needsArrivalHop } from "./arrival";

const FROM_ELSEWHERE = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" };

const needsHop = (headers: Record<string, string>, method = "GET", hasCookie = false) =>
  needsArrivalHop(method, new Headers(headers), hasCookie);

describe("the arrival redirect", () => {
  it("is sent if a page is opened from another site without a session cookie", () => {
    expect(needsHop(FROM_ELSEWHERE)).toBe(true);
  });

  it("is not sent again, because the second navigation comes from the app itself", () => {
    expect(needsHop({ ...FROM_ELSEWHERE, "sec-fetch-site": "same-origin" })).toBe(false);
  });

  it.each([
    ["a session cookie was sent", FROM_ELSEWHERE, "GET", true],
    ["the request has a body", FROM_ELSEWHERE, "POST", false],
    ["the request is HEAD", FROM_ELSEWHERE, "HEAD", false],
    ["the user typed the URL", { ...FROM_ELSEWHERE, "sec-fetch-site": "none" }, "GET", false],
    ["the request is not a navigation", { ...FROM_ELSEWHERE, "sec-fetch-mode": "cors" }, "GET", false],
    ["the request is for a frame", { ...FROM_ELSEWHERE, "sec-fetch-dest": "iframe" }, "GET", false],
    ["the client is not a browser", {}, "GET", false],
  ])("is not sent if %s", (_why, headers: Record<string, string>, method, hasCookie) => {
    expect(needsHop(headers, method, hasCookie)).toBe(false);
  });

  it("leads to exactly the requested URL, which cannot break out of its HTML attribute", () => {
    expect(arrivalPage("/verify-email?token=abc")).toContain('content="0;url=/verify-email?token=abc"');
    const page = arrivalPage(`/x?a=1&b="><script>alert('1')</script>`);
    expect(page).not.toContain("<script>");
    expect(page.match(/&quot;&gt;&lt;script&gt;/g)).toHaveLength(2);
    expect(page).toContain("a=1&amp;b=");
  });
});
