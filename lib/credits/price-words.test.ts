import { expect, it } from "vitest";
import { priceWords } from "./price-words";

it.each([
  [2_900, "usd", "$29"],
  [2_417, "usd", "$24.17"],
  [2_950, "eur", "€29.50"],
  [0, "usd", "$0"],
  [123_456_789, "usd", "$1,234,567.89"],
])("shows %d cents of %s as %s", (cents, currency, words) => {
  expect(priceWords(cents, currency)).toBe(words);
});
