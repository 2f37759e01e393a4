// Applies what a customer's subscription has become: the only operation that changes an organization's subscription. What it
// applies is read at Stripe, not given by the caller.
import "server-only";
import { z } from "zod";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { systemOperation } from "@/lib/access/operation";
import { AppError } from "@/lib/errors/app-error";
import { atMost } from "@/lib/text/at-most";
import { applySubscription } from "./apply-subscription";
import { readSubscriptions } from "./read-subscriptions";

/** @throws AppError CONFLICT if there is nothing to change any more, UPSTREAM_FAILED */
export const changeSubscription = systemOperation({
  name: "billing.change-subscription",
  effect: "write",
  limit: generalLimitOnly,
  input: z.strictObject({ customer: z.string().check(atMost(255)) }),
  prepare: (_context, { customer }) => readSubscriptions(customer),
  run: async ({ db, request, prepared }, { customer }) => {
    const change = await applySubscription(db, customer, prepared, request);
    if (!change) throw new AppError("CONFLICT");
    return change;
  },
  audit: ({ output }) => ({
    entityType: "organization",
    entityId: output.organizationId,
    organizationId: output.organizationId,
    before: output.before,
    after: output.after,
  }),
});
