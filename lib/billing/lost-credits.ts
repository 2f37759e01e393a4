// How many credits of a pack belong to the part of its payment that was refunded or is disputed. Pure.
import "server-only";

interface Payment {
  amountCents: number;
  lostCents: number;
}

/** Proportional, rounded in favor of the customer; all credits if the whole payment is lost. */
export function lostCredits(credits: bigint, { amountCents, lostCents }: Payment): bigint {
  if (amountCents <= 0) return 0n;
  const lost = Math.min(Math.max(lostCents, 0), amountCents);
  return (credits * BigInt(lost)) / BigInt(amountCents);
}
