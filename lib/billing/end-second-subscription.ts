// Ends a second subscription of a customer, which two payments at the same moment can make, and refunds its last payment. The
// refund comes first: the subscription stays noticeable until it is canceled, so that nothing is lost if a call fails. It ends
// only what a checkout of the organization has made: others were made by an operator, who knows why.
import "server-only";
import { z } from "zod";
import { Id } from "@/lib/access/schemas";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { systemOperation } from "@/lib/access/operation";
import { inSystemTransaction } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors/app-error";
import { log } from "@/lib/observability/log";
import { atMost } from "@/lib/text/at-most";
import { callStripe, stripeCodeOf } from "./call-stripe";
import { idOf } from "./id-of";
import { hasOpened } from "./queries";
import { readSubscriptions } from "./read-subscriptions";
import { refundOnce } from "./refund-once";

/** Stripe has one for each subscription that a checkout has made. */
const MOST_CHECKOUTS = 10;

const StripeId = z.string().check(atMost(255));

/** @throws AppError CONFLICT if it must not be ended, UPSTREAM_FAILED, and then may be called again */
export const endSecondSubscription = systemOperation({
  name: "billing.end-second-subscription",
  effect: "write",
  limit: generalLimitOnly,
  input: z.strictObject({ organization: Id, customer: StripeId, subscription: StripeId }),
  prepare: async (_context, { organization, customer, subscription }) => {
    // Chosen again, because another request may have ended one of them, or the one that counted.
    const { surplus } = await readSubscriptions(customer);
    if (!surplus.includes(subscription) || !(await isBoughtHere(organization, subscription))) throw new AppError("CONFLICT");
    const { latest_invoice } = await callStripe((stripe) => stripe.subscriptions.retrieve(subscription));
    const payment = latest_invoice === null ? null : await findPayment(idOf(latest_invoice));
    if (payment !== null) await refundOnce(payment);
    await cancel(subscription);
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

async function isBoughtHere(organization: string, subscription: string): Promise<boolean> {
  const { data } = await callStripe((stripe) => stripe.checkout.sessions.list({ subscription, limit: MOST_CHECKOUTS }));
  const sessions = data.map(({ id }) => id);
  const isOurs = await inSystemTransaction((db) => hasOpened(db, organization, sessions), "read only");
  if (!isOurs) log.warn("an organization has another subscription for a plan, which was not bought here");
  return isOurs;
}

/** The payment intent that paid an invoice. */
async function findPayment(invoice: string): Promise<string | null> {
  const payments = await callStripe((stripe) => stripe.invoicePayments.list({ invoice, status: "paid", limit: 1 }));
  const intent = payments.data[0]?.payment.payment_intent;
  return intent ? idOf(intent) : null;
}

/** @throws AppError CONFLICT if another request has just canceled it, and records that */
async function cancel(subscription: string): Promise<void> {
  try {
    await callStripe((stripe) => stripe.subscriptions.cancel(subscription));
  } catch (error) {
    throw stripeCodeOf(error) === "resource_missing" ? new AppError("CONFLICT") : error;
  }
}
