// Ends a second subscription of a customer, which two payments at the same moment can make, and refunds its last payment. The
// refund comes first: the subscription stays noticeable until it is canceled, so that nothing is lost if a call fails.
import "server-only";
import { z } from "zod";
import { Id } from "@/lib/access/schemas";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { systemOperation } from "@/lib/access/operation";
import { atMost } from "@/lib/text/at-most";
import { callStripe, stripeCodeOf } from "./call-stripe";

const idOf = (reference: string | { id: string }): string => (typeof reference === "string" ? reference : reference.id);

/** @throws AppError UPSTREAM_FAILED, and then may be called again */
export const endSecondSubscription = systemOperation({
  name: "billing.end-second-subscription",
  effect: "write",
  limit: generalLimitOnly,
  input: z.strictObject({ organization: Id, subscription: z.string().check(atMost(255)) }),
  prepare: async (_context, { subscription }) => {
    const { latest_invoice } = await callStripe((stripe) => stripe.subscriptions.retrieve(subscription));
    const payment = latest_invoice === null ? null : await findPayment(idOf(latest_invoice));
    if (payment !== null) await refund(payment, subscription);
    await callStripe((stripe) =>
      stripe.subscriptions.cancel(subscription, {}, { idempotencyKey: `second-cancel-${subscription}` }),
    );
    return { isRefunded: payment !== null };
  },
  run: () => Promise.resolve({}),
  audit: ({ input, prepared }) => ({
    entityType: "organization",
    entityId: input.organization,
    organizationId: input.organization,
    after: { subscription: input.subscription, refunded: prepared.isRefunded },
  }),
});

/** The payment intent that paid an invoice. */
async function findPayment(invoice: string): Promise<string | null> {
  const payments = await callStripe((stripe) => stripe.invoicePayments.list({ invoice, status: "paid", limit: 1 }));
  const intent = payments.data[0]?.payment.payment_intent;
  return intent ? idOf(intent) : null;
}

async function refund(paymentIntent: string, subscription: string): Promise<void> {
  try {
    await callStripe((stripe) =>
      stripe.refunds.create({ payment_intent: paymentIntent }, { idempotencyKey: `second-refund-${subscription}` }),
    );
  } catch (error) {
    if (stripeCodeOf(error) !== "charge_already_refunded") throw error;
  }
}
