import { describe, expect, it } from "vitest";
import { excerptOf } from "./excerpt";

describe("excerptOf", () => {
  it.each([
    ["## Ready\n\nThe **key** is [here](https://example.com).", "Ready: The key is here."],
    ["- one\n- [x] two\n  1. three", "one; two; three"],
    ["| a | b |\n|---|---|\n| 1 | 2 |", "a, b · 1, 2"],
    ["one\ntwo\n\n\nthree", "one two · three"],
    ["un*believ*able `code`\n\n```\nblock\n```", "unbelievable code · block"],
    ["![The arch](x.png) stands", "The arch stands"],
    ["a <b> & 2 < 3", "a <b> & 2 < 3"],
    ["Bring:\n\n- a hat.\n- boots\n\n> at nine", "Bring: a hat. boots · at nine"],
    ["## List\n\n- left to right, then\n- up", "List: left to right, then; up"],
    ["text\n\n## End", "text · End"],
    ["* * *", ""],
    ["cut in the middle of **bold", "cut in the middle of **bold"],
  ])("returns one line without Markdown for %j", (text, line) => {
    expect(excerptOf(text)).toBe(line);
  });
});
