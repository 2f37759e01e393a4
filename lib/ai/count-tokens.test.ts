import { describe, expect, it } from "vitest";
import { countTokens, mostTokens, TokenCount } from "./count-tokens";
import { estimateTokens, mostInputTokens } from "./messages";

describe("the count of tokens", () => {
  it.each([
    ["", 0],
    ["a", 1],
    ["Four characters are one token of English.", 11],
    ["石の門", 3],
    ["Straße", 2],
    ["🙂", 2],
  ])("of %j is %i", (text, tokens) => {
    expect(countTokens(text)).toBe(tokens);
  });

  it("does not depend on the parts in which a text arrives", () => {
    const text = "Über die Brücke 🙂 zur 石の門, and back again.";
    for (const size of [1, 2, 3, 7, 100]) {
      const count = new TokenCount();
      for (let at = 0; at < text.length; at += size) count.add(text.slice(at, at + size));
      expect(count.tokens).toBe(countTokens(text));
    }
  });

  it.each(["Four characters are one token of English.", "石の門", "🙂", "{}[];:!?", "x"])(
    "of %j is less than what is reserved for it",
    (text) => {
      expect(mostTokens(text)).toBe(Math.ceil(Buffer.byteLength(text) / 2));
      expect(mostTokens(text)).toBeGreaterThanOrEqual(countTokens(text));
      expect(mostInputTokens({ instructions: text, text })).toBeGreaterThan(estimateTokens({ instructions: text, text }));
    },
  );

  it("includes the frame of a request", () => {
    const asked = { instructions: "Improve it.", text: "x".repeat(400) };
    expect(estimateTokens(asked)).toBeGreaterThan(100 + countTokens(asked.instructions));
  });
});
