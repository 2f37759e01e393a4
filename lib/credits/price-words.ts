// Prices as people write them. Client-safe.
import { decimalCents } from "./dollars";

/** "$29" or "$24.17", from whole cents. */
export function priceWords(cents: number, currency: string): string {
  const digits = cents % 100 === 0 ? 0 : 2;
  const format = new Intl.NumberFormat("en-US", { style: "currency", currency, minimumFractionDigits: digits });
  return format.format(Number(decimalCents(cents)));
}
