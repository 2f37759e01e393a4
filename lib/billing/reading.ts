// Every reading of Stripe has a number, taken before the read. Readings are applied by their numbers: an older one never replaces
// a newer one. The order in which events arrive, and how often, then does not matter: the event of the last change causes a
// reading that begins after that change, and none with a lower number can undo it.
import "server-only";
import { inSystemTransaction } from "@/lib/db/transaction";

export async function nextReading(): Promise<bigint> {
  const [row] = await inSystemTransaction(
    (db) => db.$queryRaw<{ number: bigint }[]>`SELECT nextval('stripe_readings') AS number`,
  );
  if (!row) throw new Error("the sequence returned no number");
  return row.number;
}
