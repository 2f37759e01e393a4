import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { credits, MAX_AMOUNT, MAX_TOKENS, microUsd } from "./amounts";

describe("an amount", () => {
  it("is a whole number, from a number or from a column", () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (amount) => {
        expect(credits(amount)).toBe(amount);
        expect(microUsd(BigInt(amount))).toBe(amount);
      }),
    );
  });

  it("is never a fraction, and never a number that is not exact", () => {
    const unfit = fc.double().filter((number) => !Number.isSafeInteger(number));
    fc.assert(
      fc.property(unfit, (amount) => {
        expect(() => credits(amount)).toThrow(RangeError);
      }),
    );
    expect(() => credits(2n ** 53n)).toThrow(RangeError);
  });

  it("has bounds whose sums and costs are exact", () => {
    expect(Number.isSafeInteger(MAX_AMOUNT * 9)).toBe(true);
    expect(Number.isSafeInteger(MAX_TOKENS * 2)).toBe(true);
  });
});
