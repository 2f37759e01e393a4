import { expect, it } from "vitest";
import { parseUrl } from "./parse-url";

const CALLS = 20_000;

it("accepts a URL with letters outside ASCII, however often it is called", () => {
  for (let count = 0; count < CALLS; count += 1) {
    if (parseUrl("https://bücher.test")?.host !== "xn--bcher-kva.test") throw new Error(`wrong after ${count} calls`);
  }
});

it("resolves a path against a base, and returns null for anything else", () => {
  expect(parseUrl("/a?b", "https://origin.test")?.href).toBe("https://origin.test/a?b");
  expect(["", "/a", "https://", "https://a b"].map((text) => parseUrl(text))).toEqual([null, null, null, null]);
});
