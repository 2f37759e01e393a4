// The inbox of Stripe's events, the latest first, for system admins. Shows ids and states; the inbox has no content of events.
import "server-only";
import { sessionOrToken } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { adminOperation } from "@/lib/access/operation";
import type { SystemDb } from "@/lib/db/transaction";
import { pageOutput } from "@/lib/lists/page-output";
import { pageOf, readIdCursor } from "@/lib/lists/pages";
import { EventStatus, EventView, ListEventsInput } from "./schemas";

export const EVENT_COLUMNS = {
  ...{ id: true, eventId: true, type: true, objectId: true, customerId: true, status: true, attempts: true },
  ...{ lastError: true, nextAttemptAt: true, createdAt: true, receivedAt: true, handledAt: true },
} as const;

export interface EventRow {
  id: string;
  eventId: string;
  type: string;
  objectId: string;
  customerId: string | null;
  status: string;
  attempts: number;
  lastError: string | null;
  nextAttemptAt: Date;
  createdAt: Date;
  receivedAt: Date;
  handledAt: Date | null;
}

type Organization = NonNullable<EventView["organization"]>;

/** The organizations of customers. */
export async function organizationsOf(db: SystemDb, rows: readonly EventRow[]): Promise<Map<string, Organization>> {
  const customers = rows.flatMap(({ customerId }) => (customerId === null ? [] : [customerId]));
  const accounts = await db.billingAccount.findMany({
    where: { stripeCustomerId: { in: customers } },
    select: { stripeCustomerId: true, organization: { select: { id: true, name: true } } },
  });
  return new Map(accounts.map(({ stripeCustomerId, organization }) => [stripeCustomerId ?? "", organization]));
}

export function viewEvent(row: EventRow, organizations: ReadonlyMap<string, Organization>): EventView {
  const status = EventStatus.parse(row.status);
  return {
    id: row.id,
    event: row.eventId,
    type: row.type,
    object: row.objectId,
    customer: row.customerId,
    organization: organizations.get(row.customerId ?? "") ?? null,
    status,
    attempts: row.attempts,
    last_error: row.lastError,
    next_attempt_at: status === "pending" ? row.nextAttemptAt.toISOString() : null,
    created_at: row.createdAt.toISOString(),
    received_at: row.receivedAt.toISOString(),
    handled_at: row.handledAt?.toISOString() ?? null,
  };
}

export const listEvents = adminOperation({
  name: "admin.list-stripe-events",
  accepts: sessionOrToken,
  effect: "read",
  limit: generalLimitOnly,
  input: ListEventsInput,
  output: pageOutput(EventView),
  run: async ({ db }, { state, type, limit, cursor }) => {
    const where = state === "failing" ? { status: "pending", lastError: { not: null } } : { status: state };
    const rows = await db.stripeEvent.findMany({
      where: { id: { lt: readIdCursor(cursor) }, type, ...where },
      orderBy: { id: "desc" },
      take: limit + 1,
      select: EVENT_COLUMNS,
    });
    const organizations = await organizationsOf(db, rows);
    return pageOf(
      rows,
      limit,
      ({ id }) => id,
      (row) => viewEvent(row, organizations),
    );
  },
});
