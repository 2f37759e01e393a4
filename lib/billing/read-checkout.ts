// Reads a checkout at Stripe: whether it was paid, and how much of the payment was refunded or is disputed.
import "server-only";
import type Stripe from "stripe";
import { callStripe } from "./call-stripe";
import { idOf } from "./id-of";
import { nextReading } from "./reading";

export interface CheckoutState {
  mode: Stripe.Checkout.Session.Mode;
  /** A checkout for a subscription is `paid` when it has made one, whose invoice a bank may still be paying. */
  status: "open" | "paid" | "expired";
  customerId: string | null;
  /** Null for a subscription, whose invoices are paid instead. */
  payment: { intentId: string; amountCents: number; lostCents: number } | null;
}

/** The statuses of a dispute in which Stripe has not withdrawn the payment. Those with warning_ are only inquiries. */
const HARMLESS_DISPUTE = /^(won|prevented|warning_\w+)$/;

/** Takes the number of the reading before it reads. */
export async function readCheckout(sessionId: string): Promise<{ number: bigint; state: CheckoutState }> {
  const number = await nextReading();
  return { number, state: await readState(sessionId) };
}

async function readState(sessionId: string): Promise<CheckoutState> {
  const session = await callStripe((stripe) => stripe.checkout.sessions.retrieve(sessionId));
  const { mode } = session;
  const isPaid = session.status === "complete" && (mode === "subscription" || session.payment_status !== "unpaid");
  const intentId = idOf(session.payment_intent);
  return {
    mode,
    status: isPaid ? "paid" : (await hasFailed(session)) ? "expired" : "open",
    customerId: idOf(session.customer),
    payment: isPaid && intentId !== null ? await readPayment(intentId) : null,
  };
}

/** Whether nothing will be paid any more. A debit, for example, can fail days after the page was left. */
async function hasFailed({ status, payment_intent }: Stripe.Checkout.Session): Promise<boolean> {
  const intentId = idOf(payment_intent);
  if (status !== "complete" || intentId === null) return status === "expired";
  const intent = await callStripe((stripe) => stripe.paymentIntents.retrieve(intentId));
  return intent.status === "requires_payment_method" || intent.status === "canceled";
}

async function readPayment(intentId: string): Promise<CheckoutState["payment"]> {
  const intent = await callStripe((stripe) => stripe.paymentIntents.retrieve(intentId, { expand: ["latest_charge"] }));
  const charge = intent.latest_charge;
  if (charge === null || typeof charge === "string") return { intentId, amountCents: intent.amount, lostCents: 0 };
  const refunded = charge.amount_refunded === 0 ? 0 : Math.min(charge.amount_refunded, await refundedCents(charge.id));
  const lost = refunded + (charge.disputed ? await disputedCents(charge.id) : 0);
  return { intentId, amountCents: charge.amount, lostCents: Math.min(lost, charge.amount) };
}

/** Without refunds that failed afterwards, whose money is back. */
async function refundedCents(charge: string): Promise<number> {
  const { data } = await callStripe((stripe) => stripe.refunds.list({ charge, limit: 100 }));
  const counted = data.filter(({ status }) => status !== "failed" && status !== "canceled");
  return counted.reduce((sum, { amount }) => sum + amount, 0);
}

async function disputedCents(charge: string): Promise<number> {
  const { data } = await callStripe((stripe) => stripe.disputes.list({ charge, limit: 100 }));
  const counted = data.filter(({ status }: Stripe.Dispute) => !HARMLESS_DISPUTE.test(status));
  return counted.reduce((sum, { amount }) => sum + amount, 0);
}

/** The checkout whose payment a charge is; null for a payment that was not made in a checkout. */
export async function findCheckoutOfPayment(paymentIntent: string | null): Promise<string | null> {
  if (paymentIntent === null) return null;
  const sessions = await callStripe((stripe) => stripe.checkout.sessions.list({ payment_intent: paymentIntent, limit: 1 }));
  return sessions.data[0]?.id ?? null;
}
