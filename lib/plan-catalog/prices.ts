// Prices as decimal texts, such as "29.00", in forms and in the API. The database has cents.
import "server-only";
import { z } from "zod";
import { decimalCents, parseDollars } from "@/lib/credits/dollars";
import { LEAST_PRICE, MOST_PRICE } from "@/lib/env/credit-packs";
import { atMost } from "@/lib/text/at-most";

const MICRO_USD_OF_CENT = 10_000;
const DECIMAL = /^\d{1,6}(?:\.\d{1,2})?$/;

export function priceText(cents: number | null): string | null {
  return cents === null ? null : decimalCents(cents);
}

/** Rounds nothing: the text has at most two decimals. */
const centsOf = (text: string): number => Math.floor(parseDollars(text) / MICRO_USD_OF_CENT);

const MESSAGE = "Please enter a price such as 29 or 29.50, or leave this empty.";

/** An amount in the currency of the plan; empty or null if the plan is not sold for this interval. In cents once parsed. */
export const Price = z
  .union([z.null(), z.string().check(atMost(20))], { error: MESSAGE })
  .transform((text) => text?.trim() ?? "")
  .pipe(
    z
      .string()
      .check(atMost(20))
      .refine((text) => text === "" || DECIMAL.test(text), MESSAGE)
      .transform((text) => (text === "" ? null : centsOf(text))),
  )
  .refine((cents) => cents === null || cents >= LEAST_PRICE, "The least price is 0.50.")
  .refine((cents) => cents === null || cents <= MOST_PRICE, "The highest price is 999,999.99.")
  .meta({ examples: ["29.00"] });
