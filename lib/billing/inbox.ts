// The inbox of Stripe's events: each is stored once by its id, and stays pending until it is handled. Claiming an event
// postpones its next attempt, so that no two processes handle it, and an event whose process dies becomes due again.
import "server-only";
import { inSystemTransaction } from "@/lib/db/transaction";
import { scrub } from "@/lib/observability/scrub";
import type { VerifiedEvent } from "./verify-event";

/** Longer than handling takes if every call to Stripe times out. */
const CLAIM_SECONDS = 180;
const FIRST_WAIT_SECONDS = 15;
const LONGEST_WAIT_SECONDS = 6 * 3_600;

export interface ClaimedEvent {
  id: string;
  type: string;
  objectId: string;
  customerId: string | null;
  attempts: number;
}

/** Seconds until the next attempt: 15, 30, 60 … up to six hours. No event is given up. */
export function waitSeconds(attempts: number): number {
  return Math.min(FIRST_WAIT_SECONDS * 2 ** (Math.max(attempts, 1) - 1), LONGEST_WAIT_SECONDS);
}

/** @returns whether the event was new */
export async function storeEvent({ id: eventId, type, createdAt, objectId, customerId }: VerifiedEvent): Promise<boolean> {
  const stored = await inSystemTransaction((db) =>
    db.stripeEvent.createMany({ data: [{ eventId, type, objectId, customerId, createdAt }], skipDuplicates: true }),
  );
  return stored.count === 1;
}

/** Claims the event that is due for the longest time. */
export async function claimDueEvent(): Promise<ClaimedEvent | undefined> {
  const [event] = await inSystemTransaction(
    (db) => db.$queryRaw<ClaimedEvent[]>`
      UPDATE stripe_events
         SET attempts = attempts + 1, next_attempt_at = now() + make_interval(secs => ${CLAIM_SECONDS}::int)
       WHERE id = (SELECT id FROM stripe_events
                    WHERE status = 'pending' AND next_attempt_at <= now()
                    ORDER BY next_attempt_at LIMIT 1 FOR UPDATE SKIP LOCKED)
      RETURNING id, type, object_id AS "objectId", customer_id AS "customerId", attempts`,
  );
  return event;
}

/** Claims one event, even if it has been handled or is not due. */
export async function claimEvent(id: string): Promise<ClaimedEvent | undefined> {
  const [event] = await inSystemTransaction(
    (db) => db.$queryRaw<ClaimedEvent[]>`
      UPDATE stripe_events
         SET status = 'pending', attempts = attempts + 1, next_attempt_at = now() + make_interval(secs => ${CLAIM_SECONDS}::int)
       WHERE id = ${id}::uuid
      RETURNING id, type, object_id AS "objectId", customer_id AS "customerId", attempts`,
  );
  return event;
}

export async function markHandled({ id }: ClaimedEvent, status: "handled" | "ignored"): Promise<void> {
  await inSystemTransaction((db) =>
    db.stripeEvent.updateMany({ where: { id }, data: { status, handledAt: new Date(), lastError: null } }),
  );
}

/** Only if no one else has claimed or handled the event meanwhile. */
export async function putBack({ id, attempts }: ClaimedEvent, error: unknown): Promise<void> {
  const reason = reasonOf(error);
  await inSystemTransaction(
    (db) => db.$executeRaw`
      UPDATE stripe_events
         SET last_error = ${reason}, next_attempt_at = now() + make_interval(secs => ${waitSeconds(attempts)}::int)
       WHERE id = ${id}::uuid AND status = 'pending' AND attempts = ${attempts}::int`,
  );
}

const MAX_REASON = 300;

/** Why something failed, in words that are safe to store and to show in the console. */
export function reasonOf(error: unknown): string {
  const { cause, message } = error instanceof Error ? error : new Error(String(error));
  const because = cause instanceof Error ? `: ${cause.message}` : "";
  return scrub(message + because).slice(0, MAX_REASON);
}
