// Amounts of money as text, in whole micro-dollars: no fraction is ever computed in floating point. Client-safe.
import { microUsd, type MicroUsd } from "./amounts";

const MICRO = 1_000_000;
const DIGITS = 6;

/** A price such as "0.15" or "$2.50": at most six digits before and after the point. */
export const DOLLARS = /^\$?\d{1,6}(?:\.\d{1,6})?$/;

/** @param text that matches `DOLLARS` */
export function parseDollars(text: string): MicroUsd {
  const [whole = "0", fraction = ""] = text.replace("$", "").split(".");
  return microUsd(Number(whole) * MICRO + Number(fraction.padEnd(DIGITS, "0")));
}

/** Exact, with at least two decimal places: "0.15", "2.50" or "0.000012". */
export function decimalDollars(amount: MicroUsd): string {
  const fraction = String(amount % MICRO).padStart(DIGITS, "0");
  return `${Math.floor(amount / MICRO)}.${fraction.slice(0, 2)}${fraction.slice(2).replace(/0+$/, "")}`;
}

/** "$1,234.56": rounded to cents from a dollar on, exact below, where cents would hide the amount. */
export function dollarWords(amount: MicroUsd): string {
  if (amount < MICRO) return `$${decimalDollars(amount)}`;
  const cents = Math.floor((amount + 5_000) / 10_000);
  return `$${Math.floor(cents / 100).toLocaleString("en")}.${fractionOf(cents)}`;
}

const fractionOf = (cents: number): string => String(cents % 100).padStart(2, "0");

/** "39.00" from whole cents, exactly. */
export const decimalCents = (cents: number): string => `${Math.floor(cents / 100)}.${fractionOf(cents)}`;
