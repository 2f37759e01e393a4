import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { microUsd } from "./amounts";
import { decimalCents, decimalDollars, dollarWords, DOLLARS, parseDollars } from "./dollars";

describe("an amount of dollars", () => {
  it.each([
    ["0", 0],
    ["1", 1_000_000],
    ["0.15", 150_000],
    ["0.1", 100_000],
    ["$2.50", 2_500_000],
    ["0.000001", 1],
    ["999999.999999", 999_999_999_999],
    ["007.07", 7_070_000],
  ])("is read from %s without rounding", (text, amount) => {
    expect(DOLLARS.test(text)).toBe(true);
    expect(parseDollars(text)).toBe(amount);
  });

  it.each(["", ".5", "5.", "1,000", "-1", "+1", "1e3", "0.0000001", "1000000", " 1", "1 ", "NaN", "€1", "$", "1.2.3", "１"])(
    "is not read from %j",
    (text) => {
      expect(DOLLARS.test(text)).toBe(false);
    },
  );

  it("is the same after it was written and read again", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999_999 }), (amount) => {
        const text = decimalDollars(microUsd(amount));
        expect(DOLLARS.test(text)).toBe(true);
        expect(parseDollars(text)).toBe(amount);
      }),
    );
  });

  it.each([
    [0, "$0.00"],
    [12, "$0.000012"],
    [150_000, "$0.15"],
    [999_999, "$0.999999"],
    [1_000_000, "$1.00"],
    [1_004_999, "$1.00"],
    [1_005_000, "$1.01"],
    [1_234_567_890_000, "$1,234,567.89"],
  ])("of %d micro-dollars is shown as %s", (amount, words) => {
    expect(dollarWords(microUsd(amount))).toBe(words);
  });

  it.each([
    [0, "0.00"],
    [5, "0.05"],
    [3_900, "39.00"],
    [123_456_789, "1234567.89"],
  ])("of %d cents is written as %s", (cents, text) => {
    expect(decimalCents(cents)).toBe(text);
  });
});
