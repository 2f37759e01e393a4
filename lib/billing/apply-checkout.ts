// Applies a reading of a checkout, unless a newer reading was applied before: adds the credits of a paid pack once, takes back
// those whose payment was refunded or is disputed, and gives back what was taken if the payment turns out to be good. The
// organization is the one that opened the checkout here; nothing that Stripe returns can name another.
import "server-only";
import { systemCaller, type RequestFacts } from "@/lib/access/actor";
import { recordAudit, type AuditDetail } from "@/lib/access/audit";
import { credits as toCredits } from "@/lib/credits/amounts";
import { addPurchase, takeBack } from "@/lib/credits/purchases";
import { inSystemTransaction, type SystemDb } from "@/lib/db/transaction";
import { log } from "@/lib/observability/log";
import { owedBack, returned } from "./credits-owed";
import { lockCheckout, type Checkout } from "./queries";
import type { CheckoutState } from "./read-checkout";

export interface CheckoutReading {
  number: bigint;
  state: CheckoutState;
}

type Recorder = (action: string, after: AuditDetail["after"]) => Promise<void>;

/** @returns whether the checkout is one that an organization has opened here */
export function applyCheckout(
  sessionId: string,
  { number, state }: CheckoutReading,
  { requestId }: RequestFacts,
): Promise<boolean> {
  return inSystemTransaction(async (db) => {
    const checkout = await lockCheckout(db, sessionId);
    if (!checkout) return false;
    if (checkout.customerId === null || checkout.customerId !== state.customerId) {
      log.error("a checkout at Stripe has another customer than the organization that opened it");
      return false;
    }
    if (checkout.stripeRead >= number) return true;
    const { organizationId } = checkout;
    const record: Recorder = (action, after) =>
      recordAudit(
        db,
        systemCaller(requestId),
        { action, outcome: "ok" },
        { entityType: "stripe_checkout", entityId: checkout.id, organizationId, after },
      );
    await applyStatus(db, checkout, sessionId, state, record);
    await applyLoss(db, checkout, { number, state }, record);
    await db.stripeCheckout.updateMany({ where: { id: checkout.id }, data: { stripeRead: number } });
    return true;
  });
}

async function applyStatus(
  db: SystemDb,
  { id, organizationId, kind, item, status, credits }: Checkout,
  sessionId: string,
  state: CheckoutState,
  record: Recorder,
): Promise<void> {
  // Stripe never reopens a checkout, and a paid one stays paid.
  if (status === "paid" || state.status === "open" || status === state.status) return;
  const paymentIntentId = state.payment?.intentId ?? null;
  const paid = state.status === "paid" ? { paymentIntentId, paidAt: new Date() } : {};
  await db.stripeCheckout.updateMany({ where: { id }, data: { status: state.status, ...paid } });
  if (state.status !== "paid" || kind !== "credits") return;
  await addPurchase(db, { organizationId, credits: toCredits(credits), source: sessionId });
  await record("billing.buy-credits", { credits: Number(credits), pack: item });
}

/** The source of an entry is the reading, because several refunds and disputes can follow one another. */
async function applyLoss(
  db: SystemDb,
  { id, organizationId, kind, credits, owedBack: before, takenBack }: Checkout,
  { number, state: { payment } }: CheckoutReading,
  record: Recorder,
): Promise<void> {
  if (kind !== "credits" || !payment) return;
  const owed = owedBack(credits, payment);
  if (owed === before) return;
  const source = `${payment.intentId}#${number}`;
  let taken = takenBack;
  if (owed > before) {
    const { missing } = await takeBack(db, { organizationId, credits: toCredits(owed - before), source });
    const took = owed - before - BigInt(missing);
    taken += took;
    await record("billing.take-credits-back", { credits: Number(took), of: Number(credits) });
  } else {
    const back = returned(before - owed, before - takenBack);
    if (back > 0n) await addPurchase(db, { organizationId, credits: toCredits(back), source });
    taken -= back;
    await record("billing.give-credits-back", { credits: Number(back), of: Number(credits) });
  }
  await db.stripeCheckout.updateMany({ where: { id }, data: { creditsOwedBack: owed, creditsTakenBack: taken } });
}
