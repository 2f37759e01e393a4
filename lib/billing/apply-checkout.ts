// Applies a reading of a checkout, unless a newer reading was applied before: adds the credits of a paid pack once, takes back
// those whose payment was refunded or is disputed, and gives back what was taken if the payment turns out to be good. The
// organization is the one that opened the checkout here; nothing that Stripe returns can name another.
import "server-only";
import { credits as toCredits } from "@/lib/credits/amounts";
import { addPurchase, takeBack } from "@/lib/credits/purchases";
import type { SystemDb } from "@/lib/db/transaction";
import { log } from "@/lib/observability/log";
import { lostCredits } from "./lost-credits";
import { lockCheckout, type Checkout } from "./queries";
import type { CheckoutState } from "./read-checkout";

export interface CheckoutReading {
  number: bigint;
  state: CheckoutState;
}

/** Null if no organization has opened the checkout here. */
async function lockOwned(db: SystemDb, sessionId: string, state: CheckoutState): Promise<Checkout | null> {
  const checkout = await lockCheckout(db, sessionId);
  if (!checkout) return null;
  if (checkout.customerId === state.customerId) return checkout;
  log.error("a checkout at Stripe has another customer than the organization that opened it");
  return null;
}

/** Stripe never reopens a checkout, and a paid one stays paid. */
const endsNow = ({ status }: Checkout, state: CheckoutState): boolean =>
  status !== "paid" && state.status !== "open" && status !== state.status;

/** How many credits are not paid for any more. */
const lostNow = ({ kind, credits, takenBack }: Checkout, { payment }: CheckoutState): bigint =>
  kind === "credits" && payment ? lostCredits(credits, payment) : takenBack;

export type CheckoutVerdict = "unknown" | "same" | "different";

/** Records the number of a reading that says what is stored already. */
export async function compareCheckout(
  db: SystemDb,
  sessionId: string,
  { number, state }: CheckoutReading,
): Promise<CheckoutVerdict> {
  const checkout = await lockOwned(db, sessionId, state);
  if (!checkout) return "unknown";
  if (checkout.stripeRead >= number) return "same";
  if (endsNow(checkout, state) || lostNow(checkout, state) !== checkout.takenBack) return "different";
  await db.stripeCheckout.updateMany({ where: { id: checkout.id }, data: { stripeRead: number } });
  return "same";
}

/** @returns null if there was nothing to change */
export async function applyCheckout(db: SystemDb, sessionId: string, { number, state }: CheckoutReading) {
  const checkout = await lockOwned(db, sessionId, state);
  if (!checkout || checkout.stripeRead >= number) return null;
  const isEnding = endsNow(checkout, state);
  const added = isEnding ? await end(db, checkout, sessionId, state) : 0n;
  const moved = await applyLoss(db, checkout, { number, state });
  if (!isEnding && moved === null) return null;
  await db.stripeCheckout.updateMany({ where: { id: checkout.id }, data: { stripeRead: number } });
  const { id, organizationId, kind, item } = checkout;
  const credits = Number(added + (moved ?? 0n));
  return { id, organizationId, after: { kind, item, status: isEnding ? state.status : checkout.status, credits } };
}

/** @returns the credits that were added */
async function end(
  db: SystemDb,
  { id, organizationId, kind, credits }: Checkout,
  sessionId: string,
  state: CheckoutState,
): Promise<bigint> {
  const paid = state.status === "paid" ? { paidAt: new Date() } : {};
  await db.stripeCheckout.updateMany({ where: { id }, data: { status: state.status, ...paid } });
  if (state.status !== "paid" || kind !== "credits") return 0n;
  await addPurchase(db, { organizationId, credits: toCredits(credits), source: sessionId });
  return credits;
}

/**
 * The source of an entry is the reading, because several refunds and disputes can follow one another.
 * @returns the credits that were added or, negative, taken; null if there was nothing to change
 */
async function applyLoss(db: SystemDb, checkout: Checkout, { number, state }: CheckoutReading): Promise<bigint | null> {
  const { id, organizationId, takenBack } = checkout;
  const lost = lostNow(checkout, state);
  if (lost === takenBack) return null;
  const source = `${state.payment?.intentId ?? ""}#${number}`;
  if (lost > takenBack) await takeBack(db, { organizationId, credits: toCredits(lost - takenBack), source });
  else await addPurchase(db, { organizationId, credits: toCredits(takenBack - lost), source });
  await db.stripeCheckout.updateMany({ where: { id }, data: { creditsTakenBack: lost } });
  return takenBack - lost;
}
