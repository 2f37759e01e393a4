// Handles an event again, at once. That is harmless for an event that was handled before: it only reads Stripe once more.
import "server-only";
import { sessionOrToken } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { adminOperation } from "@/lib/access/operation";
import { ownRow } from "@/lib/access/recheck";
import { requireUuid } from "@/lib/access/require-uuid";
import { AppError } from "@/lib/errors/app-error";
import { handleEvent } from "./handle-event";
import { claimEvent } from "./inbox";
import { EVENT_COLUMNS, organizationsOf, viewEvent } from "./list-events";
import { EventView, ReplayEventInput } from "./schemas";

export const replayEvent = adminOperation({
  name: "admin.replay-stripe-event",
  accepts: sessionOrToken,
  effect: "write",
  limit: generalLimitOnly,
  input: ReplayEventInput,
  output: EventView,
  lock: ownRow,
  prepare: async ({ request }, { id }) => {
    const event = await claimEvent(requireUuid(id));
    if (!event) throw new AppError("NOT_FOUND");
    return handleEvent(event, request);
  },
  run: async ({ db }, { id }) => {
    const row = await db.stripeEvent.findUnique({ where: { id }, select: EVENT_COLUMNS });
    if (!row) throw new AppError("NOT_FOUND");
    return viewEvent(row, await organizationsOf(db, [row]));
  },
  audit: ({ output, prepared }) => ({
    entityType: "stripe_event",
    entityId: output.event,
    after: { result: prepared },
  }),
});
