// The work at Stripe that deleted organizations leave. A trigger has stored their customers in the transaction that deleted them,
// and the work is repeated until Stripe has done it.
import "server-only";
import { inSystemTransaction } from "@/lib/db/transaction";
import { log } from "@/lib/observability/log";
import { closeCustomer, type ClosedCustomer } from "./close-customer";
import { reasonOf, waitSeconds } from "./inbox";

const CLAIM_SECONDS = 180;

interface Closure extends ClosedCustomer {
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
      RETURNING customer_id AS "customerId", session_ids AS "sessionIds", created_at AS "createdAt", attempts`,
  );
  return closure;
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
