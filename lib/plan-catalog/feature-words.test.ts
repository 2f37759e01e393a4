import { describe, expect, it } from "vitest";
import { includedWords, limitWords } from "./feature-words";

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
});
