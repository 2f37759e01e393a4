// Tests that fractions and other units are not taken for amounts. This file is compiled but never run: it compiles only if the
// compiler reports every expected error.
import { credits, microUsd, type Credits, type MicroUsd } from "@/lib/credits/amounts";
import { addPurchase } from "@/lib/credits/purchases";
import type { SystemDb } from "@/lib/db/transaction";

export const good: Credits[] = [credits(5), credits(-5), credits(1_000_000), credits(7n)];
export const cost: MicroUsd = microUsd(12);

// @ts-expect-error a fraction
export const fraction = credits(1.5);
// @ts-expect-error a fraction
export const half = microUsd(0.5);
// @ts-expect-error a number without a unit
export const plain: Credits = 5;
// @ts-expect-error another unit
export const otherUnit: Credits = microUsd(5);
// @ts-expect-error text, not a number
export const text = credits("5");
// @ts-expect-error a sum is a plain number until it has been checked
export const sum: Credits = credits(1) + credits(2);

export const purchase = (db: SystemDb) =>
  // @ts-expect-error a number without a unit
  addPurchase(db, { organizationId: "", credits: 5, source: "" });
