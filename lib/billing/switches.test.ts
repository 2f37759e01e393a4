import { describe, expect, it } from "vitest";
import { maySwitch, type Price } from "./switches";

const PROFESSIONAL = { tokenLimit: 2_000_000 };
const PREMIUM = { tokenLimit: 10_000_000 };
const PRICES = {
  "Professional monthly": { ...PROFESSIONAL, interval: "month", amountCents: 2_900 },
  "Professional yearly": { ...PROFESSIONAL, interval: "year", amountCents: 29_000 },
  "Premium monthly": { ...PREMIUM, interval: "month", amountCents: 9_900 },
  "Premium yearly": { ...PREMIUM, interval: "year", amountCents: 99_000 },
  "Unlimited monthly": { tokenLimit: -1, interval: "month", amountCents: 19_900 },
} as const satisfies Record<string, Price>;

type Name = keyof typeof PRICES;

describe("a switch in the portal", () => {
  it.each([
    ["Premium monthly", "Professional yearly", false],
    ["Unlimited monthly", "Professional yearly", false],
    ["Unlimited monthly", "Premium yearly", false],
    ["Premium monthly", "Professional monthly", true],
    ["Premium yearly", "Professional monthly", true],
    ["Premium yearly", "Professional yearly", true],
    ["Premium monthly", "Premium yearly", true],
    ["Professional monthly", "Professional yearly", true],
    ["Professional yearly", "Premium monthly", true],
    ["Premium yearly", "Unlimited monthly", true],
  ] as const satisfies [Name, Name, boolean][])("from %s to %s is offered: %s", (current, next, isOffered) => {
    expect(maySwitch(PRICES[current], PRICES[next])).toBe(isOffered);
  });

  it("to a plan with fewer credits at the same price and interval is not offered, because it would begin at once", () => {
    const current = PRICES["Premium monthly"];
    expect(maySwitch(current, { ...current, tokenLimit: 9_999_999 })).toBe(false);
  });
});
