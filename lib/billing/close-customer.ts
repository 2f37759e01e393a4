// Ends at Stripe what a deleted organization has bought here: closes its open pages, cancels its subscriptions, and refunds what
// was paid after the deletion. What was paid before is kept. Whatever an operator has made for the customer is left alone:
// subscriptions for something else, their invoices, and payments that no page of this installation has asked for.
import "server-only";
import type Stripe from "stripe";
import { callStripe } from "./call-stripe";
import { listOf } from "./deleted-customer";
import { idOf } from "./id-of";
import { listSubscriptions } from "./read-subscriptions";
import { refundOnce } from "./refund-once";
import { hasEnded, isForPlan } from "./subscription-state";

const MOST = 100;

export interface ClosedCustomer {
  customerId: string;
  /** The pages that were open when the organization was deleted. */
  sessionIds: string[];
  /** When the organization was deleted. */
  createdAt: Date;
}

/** May be repeated. @throws AppError UPSTREAM_FAILED, also if a page was paid at this moment */
export async function closeCustomer({ customerId, sessionIds, createdAt }: ClosedCustomer): Promise<void> {
  for (const id of sessionIds) await closePage(id);
  // After the pages, because one of them could have become a subscription until now.
  const subscriptions = (await listSubscriptions(customerId)).filter(isForPlan);
  for (const { id, status } of subscriptions) {
    if (!hasEnded(status)) await callStripe((stripe) => stripe.subscriptions.cancel(id));
  }
  const ids = subscriptions.map(({ id }) => id);
  if (ids.length > 0) await refundInvoices(customerId, ids, createdAt);
}

/** Nobody has got the credits of a page that was open, so its payment is refunded, even if a bank began it before the deletion. */
async function closePage(id: string): Promise<void> {
  const { status, payment_status, payment_intent } = await callStripe((stripe) => stripe.checkout.sessions.retrieve(id));
  if (status === "open") await callStripe((stripe) => stripe.checkout.sessions.expire(id));
  const payment = idOf(payment_intent);
  if (payment_status === "paid" && payment !== null) await refundOnce(payment);
}

async function refundInvoices(customer: string, subscriptions: string[], since: Date): Promise<void> {
  const created = { gt: Math.floor(since.getTime() / 1000) };
  const charges = await listOf(
    customer,
    callStripe((stripe) => stripe.charges.list({ customer, created, limit: MOST })),
  );
  for (const { paid, refunded, disputed, payment_intent } of charges) {
    const payment = idOf(payment_intent);
    if (!paid || refunded || disputed || payment === null) continue;
    if (subscriptions.includes((await subscriptionOf(payment)) ?? "")) await refundOnce(payment);
  }
}

/** The subscription whose invoice a payment has paid. */
async function subscriptionOf(payment_intent: string): Promise<string | null> {
  const payment = { type: "payment_intent" as const, payment_intent };
  const { data } = await callStripe((stripe) =>
    stripe.invoicePayments.list({ payment, limit: 1, expand: ["data.invoice"] }),
  );
  const invoice = data[0]?.invoice;
  return invoice === undefined || typeof invoice === "string" || invoice.deleted ? null : parentOf(invoice);
}

const parentOf = ({ parent }: Stripe.Invoice): string | null => idOf(parent?.subscription_details?.subscription);
