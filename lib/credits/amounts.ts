// The units of what is counted and paid: whole numbers, exact, and of different types, so that a fraction or a number of
// another unit does not compile where an amount is expected. `bigint` columns are converted here and nowhere else.

declare const unit: unique symbol;

/** Credits, which are tokens of a model. */
export type Credits = number & { readonly [unit]: "credits" };
/** Millionths of a US dollar. */
export type MicroUsd = number & { readonly [unit]: "micro-USD" };

/** The bound of every balance in the database: no sum of two is inexact in JavaScript. */
export const MAX_AMOUNT = 1_000_000_000_000_000;
/** The tokens of one direction of one call. */
export const MAX_TOKENS = 1_000_000_000;
/** A system admin's single change of a balance. */
export const MAX_ADJUSTMENT = 1_000_000_000_000;

/** A literal must be a whole number. Any other number is checked when the code runs. */
type Whole<N extends number | bigint> = N extends number
  ? number extends N
    ? N
    : `${N}` extends `${bigint}`
      ? N
      : never
  : N;

function whole(amount: number | bigint): number {
  const number = Number(amount);
  if (!Number.isSafeInteger(number)) throw new RangeError("an amount must be a whole number");
  return number;
}

/** @throws RangeError for a fraction, and for a number that is not exact */
export const credits = <const N extends number | bigint>(amount: Whole<N>): Credits => whole(amount) as Credits;

/** @throws RangeError for a fraction, and for a number that is not exact */
export const microUsd = <const N extends number | bigint>(amount: Whole<N>): MicroUsd => whole(amount) as MicroUsd;
