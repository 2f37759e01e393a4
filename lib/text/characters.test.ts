import { describe, expect, it } from "vitest";
import { z } from "zod";
import { atMost } from "./at-most";
import { beforeNormalization, countCharacters } from "./characters";
import { beginningOf, firstGrapheme } from "./graphemes";

describe("a maximum length", () => {
  const schema = z.string().check(atMost(3));

  it.each(["", "abc", "😀😀😀", "字字字", "e\u0301x"])("accepts %j, which has at most three characters", (text) => {
    expect(schema.parse(text)).toBe(text);
  });

  it.each(["abcd", "😀😀😀😀", "👨‍👩‍👧"])("refuses %j, which has more than three characters", (text) => {
    expect(schema.safeParse(text).error?.issues).toMatchObject([{ code: "too_big", message: "Use at most 3 characters." }]);
  });

  it("is checked before other rules, and appears in the JSON Schema", () => {
    expect(z.string().check(atMost(1)).regex(/^a$/).safeParse("bb").error?.issues).toHaveLength(1);
    expect(z.toJSONSchema(schema)).toMatchObject({ type: "string", maxLength: 3 });
  });

  it("appears in its message with thousands separators", () => {
    expect(z.string().check(atMost(10_000)).safeParse("x".repeat(10_001)).error?.issues[0]?.message).toBe(
      "Use at most 10,000 characters.",
    );
  });
});

it("multiplies a maximum, for text before normalization, by the length of the longest decomposition of any character", () => {
  let longest = 0;
  for (let code = 0; code <= 0x10ffff; code += 1)
    longest = Math.max(longest, countCharacters(String.fromCodePoint(code).normalize("NFD")));
  expect(longest).toBe(beforeNormalization(1));
});

describe("counting and cutting text", () => {
  it("counts code points, and splits a grapheme only if it alone exceeds the maximum", () => {
    expect([countCharacters("😀e\u0301"), countCharacters("")]).toEqual([3, 0]);
    expect(["👨‍👩‍👧 Family", "e\u0301a", "", "🇫🇷🇩🇪"].map(firstGrapheme)).toEqual(["👨‍👩‍👧", "e\u0301", "", "🇫🇷"]);
    expect(beginningOf("ab👨‍👩‍👧c", 6)).toBe("ab");
    expect(beginningOf("ab👨‍👩‍👧c", 7)).toBe("ab👨‍👩‍👧");
    expect(beginningOf("abc", 5)).toBe("abc");
    expect(beginningOf(`e${"\u0301".repeat(9)}`, 4)).toBe("e\u0301\u0301\u0301");
  });
});
