// Records that a payment of a subscription was refunded or is disputed. It changes nothing else: the operator who refunds it decides
// at Stripe whether the subscription continues, and a dispute may still be won.
import "server-only";
import { z } from "zod";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { systemOperation } from "@/lib/access/operation";
import { AppError } from "@/lib/errors/app-error";
import { atMost } from "@/lib/text/at-most";
import { findOrganization } from "./queries";
import { readCharge } from "./read-charge";

/** @throws AppError NOT_FOUND if the customer belongs to no organization, UPSTREAM_FAILED */
export const recordLostPayment = systemOperation({
  name: "billing.record-lost-payment",
  effect: "write",
  limit: generalLimitOnly,
  input: z.strictObject({ charge: z.string().check(atMost(255)) }),
  prepare: (_context, { charge }) => readCharge(charge),
  run: async ({ db, prepared }) => {
    const organizationId = prepared.customerId === null ? null : await findOrganization(db, prepared.customerId);
    if (organizationId === null) throw new AppError("NOT_FOUND");
    return { organizationId };
  },
  audit: ({ input, output: { organizationId }, prepared: { amountCents, refundedCents, isDisputed } }) => ({
    entityType: "organization",
    entityId: organizationId,
    organizationId,
    after: { charge: input.charge, amount_cents: amountCents, refunded_cents: refundedCents, disputed: isDisputed },
  }),
});
