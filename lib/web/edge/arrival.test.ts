import { describe, expect, it } from "vitest";
import { arrivalPage, needsArrivalHop } from "./arrival";

const FROM_ELSEWHERE = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" };

const needsHop = (headers: Record<string, string>, method = "GET", hasCookie = false) =>
  needsArrivalHop(method, new Headers(headers), hasCookie);

describe("the arrival hop", () => {
  it("is made where a page is opened from elsewhere and no session cookie came", () => {
    expect(needsHop(FROM_ELSEWHERE)).toBe(true);
  });

  it("is made once: the second navigation is our own", () => {
    expect(needsHop({ ...FROM_ELSEWHERE, "sec-fetch-site": "same-origin" })).toBe(false);
  });

  it.each([
    ["a session cookie came", FROM_ELSEWHERE, "GET", true],
    ["something is sent", FROM_ELSEWHERE, "POST", false],
    ["only the head is asked for", FROM_ELSEWHERE, "HEAD", false],
    ["the address was typed", { ...FROM_ELSEWHERE, "sec-fetch-site": "none" }, "GET", false],
    ["it is no navigation", { ...FROM_ELSEWHERE, "sec-fetch-mode": "cors" }, "GET", false],
    ["it is a frame", { ...FROM_ELSEWHERE, "sec-fetch-dest": "iframe" }, "GET", false],
    ["the client is no browser", {}, "GET", false],
  ])("is not made where %s", (_why, headers: Record<string, string>, method, hasCookie) => {
    expect(needsHop(headers, method, hasCookie)).toBe(false);
  });

  it("leads to the very address, and lets none of it out of its attribute", () => {
    expect(arrivalPage("/verify-email?token=abc")).toContain('content="0;url=/verify-email?token=abc"');
    const page = arrivalPage(`/x?a=1&b="><script>alert('1')</script>`);
    expect(page).not.toContain("<script>");
    expect(page.match(/&quot;&gt;&lt;script&gt;/g)).toHaveLength(2);
    expect(page).toContain("a=1&amp;b=");
  });
});
