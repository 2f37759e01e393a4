import { describe, expect, it } from "vitest";
import { includedWords, limitWords, priceWords } from "./feature-words";

const REPORTS = { name: "max_reports", title: "Reports", description: "", kind: "limit", unit: "reports" } as const;

describe("the words for plans", () => {
  it.each([
    [-1, "Unlimited", "Unlimited reports"],
    [0, "None", "No reports"],
    [1, "1", "Reports: 1"],
    [2_000, "2,000", "2,000 reports"],
  ])("say that a limit is %d", (value, words, included) => {
    expect(limitWords(value)).toBe(words);
    expect(includedWords(REPORTS, value)).toBe(included);
  });

  it.each([
    [2_900, "$29"],
    [2_417, "$24.17"],
    [2_950, "$29.50"],
    [0, "$0"],
  ])("show %d cents as %s", (cents, words) => {
    expect(priceWords(cents, "usd")).toBe(words);
  });
});
