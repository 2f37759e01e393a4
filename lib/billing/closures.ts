// Cancels the subscriptions of organizations that were deleted. A trigger has stored the customer in the transaction that deleted
// the organization, and the work is repeated until Stripe has done it.
import "server-only";
import { inSystemTransaction } from "@/lib/db/transaction";
import { log } from "@/lib/observability/log";
import { callStripe, stripeCodeOf } from "./call-stripe";
import { reasonOf, waitSeconds } from "./inbox";
import { hasEnded } from "./subscription-state";
import { listSubscriptions } from "./read-subscriptions";

const CLAIM_SECONDS = 180;
const MOST = 100;

interface Closure {
  customerId: string;
  createdAt: Date;
  attempts: number;
}

async function claimDueClosure(): Promise<Closure | undefined> {
  const [closure] = await inSystemTransaction(
    (db) => db.$queryRaw<Closure[]>`
      UPDATE stripe_closures
         SET attempts = attempts + 1, next_attempt_at = now() + make_interval(secs => ${CLAIM_SECONDS}::int)
       WHERE customer_id = (SELECT customer_id FROM stripe_closures
                             WHERE closed_at IS NULL AND next_attempt_at <= now()
                             ORDER BY next_attempt_at LIMIT 1 FOR UPDATE SKIP LOCKED)
      RETURNING customer_id AS "customerId", created_at AS "createdAt", attempts`,
  );
  return closure;
}

/**
 * Refunds only what was paid after the deletion. What was paid before is kept: an admin deleted the organization, and the form
 * says that the subscription ends.
 */
async function closeCustomer({ customerId: customer, createdAt }: Closure): Promise<void> {
  const checkouts = await openCheckouts(customer);
  for (const id of checkouts) await callStripe((stripe) => stripe.checkout.sessions.expire(id));
  // After the checkouts, because one of them could have become a subscription until now.
  for (const { id, status } of await listSubscriptions(customer)) {
    if (!hasEnded(status)) await callStripe((stripe) => stripe.subscriptions.cancel(id));
  }
  await refundSince(customer, createdAt);
}

async function refundSince(customer: string, since: Date): Promise<void> {
  const created = { gt: Math.floor(since.getTime() / 1000) };
  const charges = callStripe((stripe) => stripe.charges.list({ customer, created, limit: MOST }));
  for (const { id, paid, refunded, disputed } of await noneIfMissing(charges)) {
    if (!paid || refunded || disputed) continue;
    await callStripe((stripe) => stripe.refunds.create({ charge: id }));
  }
}

/** The customer was deleted in Stripe's dashboard. */
async function noneIfMissing<T>(list: Promise<{ data: T[] }>): Promise<T[]> {
  try {
    return (await list).data;
  } catch (error) {
    if (stripeCodeOf(error) === "resource_missing") return [];
    throw error;
  }
}

async function openCheckouts(customer: string): Promise<string[]> {
  const found = callStripe((stripe) => stripe.checkout.sessions.list({ customer, status: "open", limit: MOST }));
  return (await noneIfMissing(found)).map(({ id }) => id);
}

/** @returns whether there was one that was due. Its failure is stored, not thrown. */
export async function handleDueClosure(): Promise<"none" | "done" | "failed"> {
  const closure = await claimDueClosure();
  if (!closure) return "none";
  const { customerId, attempts } = closure;
  try {
    await closeCustomer(closure);
    await inSystemTransaction((db) =>
      db.stripeClosure.updateMany({
        where: { customerId, attempts },
        data: { closedAt: new Date(), lastError: null },
      }),
    );
    return "done";
  } catch (error) {
    const reason = reasonOf(error);
    log.warn("the subscription of a deleted organization was not canceled yet", { count: attempts, error });
    await inSystemTransaction(
      (db) => db.$executeRaw`
        UPDATE stripe_closures
           SET last_error = ${reason}, next_attempt_at = now() + make_interval(secs => ${waitSeconds(attempts)}::int)
         WHERE customer_id = ${customerId} AND attempts = ${attempts}::int`,
    );
    return "failed";
  }
}

/** For an event about a customer whose organization was deleted, unless the event itself reports an end. */
export async function reopenClosure(customerId: string, eventType: string): Promise<void> {
  if (/\.(deleted|expired|updated)$/.test(eventType)) return;
  await inSystemTransaction((db) =>
    db.stripeClosure.updateMany({
      where: { customerId, closedAt: { not: null } },
      data: { closedAt: null, nextAttemptAt: new Date() },
    }),
  );
}
