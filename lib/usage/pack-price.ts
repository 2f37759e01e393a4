// What credits of overage are worth, by the credit packs on sale: the only price of credits that the product knows.
import "server-only";
import { MAX_AMOUNT } from "@/lib/credits/amounts";
import type { CreditPack } from "@/lib/env/credit-packs";

/** In whole cents, rounded up, at the dearest pack. Null if there is no pack, or if the number is beyond all reason. */
export function packPrice(credits: number, packs: readonly CreditPack[]): number | null {
  const cents = packs.map(
    (pack) => (BigInt(credits) * BigInt(pack.price_cents) + BigInt(pack.credits) - 1n) / BigInt(pack.credits),
  );
  const most = cents.reduce((dearest, each) => (each > dearest ? each : dearest), 0n);
  return packs.length > 0 && most <= BigInt(MAX_AMOUNT) ? Number(most) : null;
}
