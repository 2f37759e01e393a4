import { expect, it } from "vitest";
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
