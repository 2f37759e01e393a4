// Records that a payment of a subscription was refunded or is disputed, once for each state of its charge, however many events
// report it. It changes nothing else: the operator who refunds it decides at Stripe whether the subscription continues, and a
// dispute may still be won.
import "server-only";
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { systemOperation } from "@/lib/access/operation";
import type { SystemDb } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors/app-error";
import { atMost } from "@/lib/text/at-most";
import { lockAccountOfCustomer } from "./queries";
import { readCharge, type ChargeState } from "./read-charge";

const recordedOf = ({ chargeId, amountCents, refundedCents, isDisputed }: ChargeState) => ({
  charge: chargeId,
  amount_cents: amountCents,
  refunded_cents: refundedCents,
  disputed: isDisputed,
});

/** Whether the latest entry about the charge says the same. */
async function isRecorded(db: SystemDb, organizationId: string, charge: ChargeState): Promise<boolean> {
  const latest = await db.auditEntry.findFirst({
    where: { organizationId, action: "billing.record-lost-payment", after: { path: ["charge"], equals: charge.chargeId } },
    orderBy: { id: "desc" },
    select: { after: true },
  });
  return latest !== null && isDeepStrictEqual(latest.after, recordedOf(charge));
}

/** @throws AppError NOT_FOUND if the customer belongs to no organization, CONFLICT if this is recorded already, UPSTREAM_FAILED */
export const recordLostPayment = systemOperation({
  name: "billing.record-lost-payment",
  effect: "write",
  limit: generalLimitOnly,
  input: z.strictObject({ charge: z.string().check(atMost(255)) }),
  prepare: (_context, { charge }) => readCharge(charge),
  run: async ({ db, prepared }) => {
    const account = prepared.customerId === null ? undefined : await lockAccountOfCustomer(db, prepared.customerId);
    if (!account) throw new AppError("NOT_FOUND");
    const { organizationId } = account;
    if (await isRecorded(db, organizationId, prepared)) throw new AppError("CONFLICT");
    return { organizationId };
  },
  audit: ({ output: { organizationId }, prepared }) => ({
    entityType: "organization",
    entityId: organizationId,
    organizationId,
    after: recordedOf(prepared),
  }),
});
