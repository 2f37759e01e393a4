// Ends a second subscription of a customer, which two payments at the same moment can make, and refunds its last payment. The
// refund comes first: the subscription stays noticeable until it is canceled, so that nothing is lost if a call fails.
import "server-only";
import type Stripe from "stripe";
import { systemCaller, type RequestFacts } from "@/lib/access/actor";
import { recordAudit } from "@/lib/access/audit";
import { inSystemTransaction } from "@/lib/db/transaction";
import { callStripe, stripeCodeOf } from "./call-stripe";

const idOf = (reference: string | { id: string }): string => (typeof reference === "string" ? reference : reference.id);

/** @throws AppError UPSTREAM_FAILED, and then may be called again */
export async function endSurplus(
  { id, latest_invoice }: Stripe.Subscription,
  organizationId: string,
  { requestId }: RequestFacts,
): Promise<void> {
  const payment = latest_invoice === null ? null : await findPayment(idOf(latest_invoice));
  if (payment !== null) await refund(payment, id);
  await callStripe((stripe) => stripe.subscriptions.cancel(id, {}, { idempotencyKey: `surplus-cancel-${id}` }));
  await inSystemTransaction((db) =>
    recordAudit(
      db,
      systemCaller(requestId),
      { action: "billing.end-second-subscription", outcome: "ok" },
      {
        ...{ entityType: "organization", entityId: organizationId, organizationId },
        after: { subscription: id, refunded: payment !== null },
      },
    ),
  );
}

/** The payment intent that paid an invoice. */
async function findPayment(invoice: string): Promise<string | null> {
  const payments = await callStripe((stripe) => stripe.invoicePayments.list({ invoice, status: "paid", limit: 1 }));
  const intent = payments.data[0]?.payment.payment_intent;
  return intent ? idOf(intent) : null;
}

async function refund(paymentIntent: string, subscription: string): Promise<void> {
  try {
    await callStripe((stripe) =>
      stripe.refunds.create({ payment_intent: paymentIntent }, { idempotencyKey: `surplus-refund-${subscription}` }),
    );
  } catch (error) {
    if (stripeCodeOf(error) !== "charge_already_refunded") throw error;
  }
}
