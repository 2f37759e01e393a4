import { describe, expect, it } from "vitest";
import { arrivalPage, needsArrivalHop } from "./arrival";

const FROM_ELSEWHERE = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" };

const needsHop = (headers: Record<string, string>, method = "GET", hasCookie = false) =>
  needsArrivalHop(method, new Headers(headers), hasCookie);

describe("the arrival redirect", () => {
  it("is sent when a page is opened from another site without a session cookie", () => {
    expect(needsHop(FROM_ELSEWHERE)).toBe(true);
  });

  it("is sent once: the second navigation is same-site", () => {
    expect(needsHop({ ...FROM_ELSEWHERE, "sec-fetch-site": "same-origin" })).toBe(false);
  });

  it.each([
    ["a session cookie came", FROM_ELSEWHERE, "GET", true],
    ["the request has a body", FROM_ELSEWHERE, "POST", false],
    ["the request is HEAD", FROM_ELSEWHERE, "HEAD", false],
    ["the address was typed", { ...FROM_ELSEWHERE, "sec-fetch-site": "none" }, "GET", false],
    ["it is not a navigation", { ...FROM_ELSEWHERE, "sec-fetch-mode": "cors" }, "GET", false],
    ["it is a frame", { ...FROM_ELSEWHERE, "sec-fetch-dest": "iframe" }, "GET", false],
    ["the client is not a browser", {}, "GET", false],
  ])("is not sent when %s", (_why, headers: Record<string, string>, method, hasCookie) => {
    expect(needsHop(headers, method, hasCookie)).toBe(false);
  });

  it("leads to exactly the requested URL, which cannot break out of its attribute", () => {
    expect(arrivalPage("/verify-email?token=abc")).toContain('content="0;url=/verify-email?token=abc"');
    const page = arrivalPage(`/x?a=1&b="><script>alert('1')</script>`);
    expect(page).not.toContain("<script>");
    expect(page.match(/&quot;&gt;&lt;script&gt;/g)).toHaveLength(2);
    expect(page).toContain("a=1&amp;b=");
  });
});
