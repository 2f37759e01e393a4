import { describe, expect, it } from "vitest";
import { cpuTimeOf } from "@/tests/setup/cpu-time";
import { plainName } from "./plain-name";

const plain = (name: string) => plainName(name, "Somebody");

describe("a name in a mail to someone without an account", () => {
  it.each([
    ["Stonebridge Works", "Stonebridge Works"],
    ["Acme, Inc.", "Acme, Inc."],
    ["Smith & Sons (London)", "Smith & Sons (London)"],
    ["Zoë O’Hara-Łukasz", "Zoë O’Hara-Łukasz"],
    ["株式会社ゲートハウス", "株式会社ゲートハウス"],
    ["مؤسسة البوابة", "مؤسسة البوابة"],
    ["علی‌رضا", "علی‌رضا"],
    ["ශ්‍රී ලංකා", "ශ්‍රී ලංකා"],
    ["St. Mary's School 42", "St. Mary's School 42"],
  ])("is unchanged if it is an ordinary name: %s", (name, shown) => {
    expect(plain(name)).toBe(shown);
  });

  it.each([
    ["http://evil.example", "Somebody"],
    ["Click https://evil.example/path?x=1 now", "Click now"],
    ["HTTPS:\\\\evil.example", "Somebody"],
    ["xn://a.b", "Somebody"],
    ["evil.com", "evil com"],
    ["www.evil.com/login", "www evil com login"],
    ["Win at evil.com!", "Win at evil com"],
    ["evil。com", "evil com"],
    ["evil．com", "evil com"],
    ["evil\u200b.\u200bcom", "evil com"],
    ["ｅｖｉｌ．ｃｏｍ", "evil com"],
    ["mallory@evil.com", "mallory evil com"],
    ["J.R.R. Tolkien", "J R R. Tolkien"],
    ["<a href='x'>Click</a>", "a href 'x' Click a"],
    ["Call 1-800-555-0199 now", "Call now"],
    ["٠١٢٣٤٥٦٧٨٩", "Somebody"],
    ["evil.\u00adcom", "evil com"],
  ])("loses the parts that a mail program would turn into a link or a phone number: %s", (name, shown) => {
    expect(plain(name)).toBe(shown);
  });

  it.each([
    ["Ada\r\nBcc: everybody@example.com", "Ada Bcc everybody example com"],
    ["Ada\u2028Grace\u2029\u0085Hopper\tX", "Ada Grace Hopper X"],
    ["Ada\u0000\u0007\u001b[31m", "Ada 31m"],
    ["\u202eecneics fo tnemtraped\u202c", "ecneics fo tnemtraped"],
    ["\u2066Ada\u2069\u200f\u200e\ufeff", "Ada"],
    ["e\u0301\u0302\u0303\u0304\u0305\u0306\u0307", "\u00e9\u0302\u0303\u0304"],
    ["", "Somebody"],
    [" \u3000 … — ", "Somebody"],
    ["🎉🎉", "Somebody"],
    ["👨‍👩‍👧", "Somebody"],
    ["Team 👨‍👩‍👧 Ada", "Team Ada"],
    ["\u3164", "Somebody"],
    ["\u3164\u115f\u1160\uffa0", "Somebody"],
    ["\u17b4\u034f\ufe0f\u2800", "Somebody"],
    ["Ada \u200dLovelace\u200c", "Ada Lovelace"],
    ["\u0301Ada", "Ada"],
  ])("becomes one line of plain letters: %j", (name, shown) => {
    expect(plain(name)).toBe(shown);
  });

  it("has at most sixty characters, and no character is split", () => {
    expect([...plain("𝒳".repeat(200))]).toHaveLength(60);
    expect([...plain("字".repeat(200))]).toHaveLength(60);
    expect([...plain("𠜎".repeat(200))]).toHaveLength(60);
    expect(plain("𠜎".repeat(200))).toBe(`${"𠜎".repeat(59)}…`);
    expect(plain("word ".repeat(40))).toMatch(/^(word )+word…$/);
    expect(plain("x".repeat(60))).toBe("x".repeat(60));
    expect(plain("﷽".repeat(80)).length).toBeLessThanOrEqual(60);
  });

  it("is never cut within a grapheme", () => {
    const syllable = "ก็ํ";
    expect(plain(syllable.repeat(30))).toBe(`${syllable.repeat(19)}…`);
  });

  it("is processed in less than a second of CPU time, however long it is", () => {
    const units = ["1 ", "a.", "://", "(", "e\u0301", "1-"];
    expect(cpuTimeOf(() => units.forEach((unit) => plain(unit.repeat(50_000))))).toBeLessThan(1_000);
  });
});
