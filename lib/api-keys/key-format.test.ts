import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { scrub } from "@/lib/observability/scrub";
import { generateApiKey, isWellFormedApiKey, looksLikeApiKey, prefixOf } from "./key-format";

const document = readFileSync("docs/api-keys.md", "utf8");
/** The expression for secret scanners, as the document shows it. */
const EXPRESSION = /^gh_live_.*$/m.exec(document)?.[0] ?? "";

describe("an API key", () => {
  it("has 256 random bits, and is well-formed", () => {
    const keys = Array.from({ length: 200 }, generateApiKey);
    expect(new Set(keys.map((key) => key.slice(8, 51))).size).toBe(keys.length);
    for (const key of keys) {
      expect(Buffer.from(key.slice(8, 51), "base64url")).toHaveLength(32);
      expect([isWellFormedApiKey(key), looksLikeApiKey(key)]).toEqual([true, true]);
      expect(prefixOf(key)).toBe(key.slice(0, 14));
    }
  });

  it("is not well-formed after any change of one character", () => {
    const key = generateApiKey();
    for (let at = 0; at < key.length; at += 1) {
      const other = key[at] === "A" ? "B" : "A";
      expect(isWellFormedApiKey(key.slice(0, at) + other + key.slice(at + 1))).toBe(false);
    }
    for (const text of ["", "gh_live_", key.slice(0, -1), `${key}A`, ` ${key}`, `${key}\n`, key.toUpperCase()])
      expect(isWellFormedApiKey(text)).toBe(false);
  });

  it("is found in a file by the expression that the document gives to secret scanners", () => {
    const planted = [generateApiKey(), generateApiKey()];
    const file = `API_KEY="${planted[0]}"\ncurl -H 'Authorization: Bearer ${planted[1]}' https://example.com\ngh_live_short\n`;
    expect(EXPRESSION).not.toBe("");
    const found = file.match(new RegExp(EXPRESSION, "g")) ?? [];
    expect(found).toEqual(planted);
    expect(found.every(isWellFormedApiKey)).toBe(true);
  });

  it("is masked in the log", () => {
    const key = generateApiKey();
    for (const text of [key, `Bearer ${key}`, `the key ${key}.`, `key=${key}`, `{"key":"${key}"}`]) {
      expect(scrub(text)).not.toContain(key.slice(8, 20));
    }
  });
});
