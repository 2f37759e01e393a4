import { describe, expect, it } from "vitest";
import { cpuTimeOf } from "@/tests/setup/cpu-time";
import { hasInvisible, isVisible, withoutInvisible } from "./invisible";

/** Every code point except surrogates. */
function* codePoints(): Generator<string> {
  for (let code = 0; code < 0x110000; code += 1) if (code < 0xd800 || code > 0xdfff) yield String.fromCodePoint(code);
}

describe("the handling of invisible characters", () => {
  it("detects every invisible code point between letters, except joiners, and never counts it as visible text", () => {
    const ignored = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}\p{Co}]/u;
    const joiners = ["\u200c", "\u200d"];
    const missed = [...codePoints()].filter(
      (character) =>
        ignored.test(character) &&
        (isVisible(character) || (!hasInvisible(`a${character}b`) && !joiners.includes(character))),
    );
    expect(missed).toEqual([]);
  });

  it("does not count a combining mark or a space alone as visible text", () => {
    const unseen = /[\p{M}\p{Z}\u2800]/u;
    expect([...codePoints()].filter((character) => unseen.test(character) && isVisible(character))).toEqual([]);
  });

  it("removes invisible characters, except where a word or an emoji needs them", () => {
    expect(withoutInvisible("\u202eAda\u200b \u200dLovelace\u3164")).toBe("Ada Lovelace");
    for (const text of ["علی‌رضا", "ශ්‍රී ලංකා", "👨‍👩‍👧", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "❤️‍🔥 1️⃣"]) expect(withoutInvisible(text)).toBe(text);
  });

  // Takes less than a second if the work is linear, and a minute if it is quadratic.
  it.each(["👨\u200d", "a\u200d", "\u200d", "\u{1f3f4}\u{e0061}", "\u094d\u200d"])(
    "takes linear time for a long text that repeats %j",
    (unit) => {
      expect(cpuTimeOf(() => withoutInvisible(unit.repeat(200_000)))).toBeLessThan(10_000);
    },
  );
});
