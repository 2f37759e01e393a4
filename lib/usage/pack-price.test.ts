import fc from "fast-check";
import { expect, it } from "vitest";
import { MAX_AMOUNT } from "@/lib/credits/amounts";
import { packPrice } from "./pack-price";

const SMALL = { id: "5m", credits: 5_000_000, price_cents: 3_900 };
const LARGE = { id: "25m", credits: 25_000_000, price_cents: 14_900 };

it.each([
  ["the dearest pack", 1_000_000, [LARGE, SMALL], 780],
  ["a whole pack", 5_000_000, [SMALL], 3_900],
  ["one credit, rounded up", 1, [SMALL], 1],
  ["no credits", 0, [SMALL], 0],
  ["the largest limit, exactly", 1_000_000_000_000_000, [SMALL], 780_000_000_000],
  ["no pack", 1_000_000, [], null],
  ["a price beyond all reason", 1_000_000_000_000_000, [{ ...SMALL, credits: 1 }], null],
])("is the price of %s", (_what, credits, packs, price) => {
  expect(packPrice(credits, packs)).toBe(price);
});

it("covers the credits at the price of each pack, and exceeds that of the dearest by less than a cent", () => {
  const pack = fc.record({
    id: fc.constant("pack"),
    credits: fc.integer({ min: 1, max: 1_000_000_000_000 }),
    price_cents: fc.integer({ min: 50, max: 99_999_999 }),
  });
  const packs = fc.array(pack, { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: MAX_AMOUNT }), packs, (credits, offered) => {
      const price = packPrice(credits, offered);
      // Both sides multiplied by the credits of the pack, so that nothing is rounded.
      const costs = offered.map((each) => BigInt(credits) * BigInt(each.price_cents));
      const covers = (cents: bigint) => offered.every((each, at) => cents * BigInt(each.credits) >= (costs[at] ?? 0n));
      if (price === null) expect(covers(BigInt(MAX_AMOUNT))).toBe(false);
      else {
        expect(covers(BigInt(price))).toBe(true);
        expect(price === 0 || !covers(BigInt(price) - 1n)).toBe(true);
      }
      expect(packPrice(credits, offered.toReversed())).toBe(price);
    }),
  );
});
