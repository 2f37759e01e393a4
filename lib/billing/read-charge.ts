// Reads at Stripe which charge a refund or a dispute is about, and what remains of it.
import "server-only";
import { callStripe } from "./call-stripe";
import { idOf } from "./id-of";

export interface ChargeState {
  chargeId: string;
  customerId: string | null;
  intentId: string | null;
  amountCents: number;
  refundedCents: number;
  isDisputed: boolean;
}

export async function readCharge(chargeId: string): Promise<ChargeState> {
  const charge = await callStripe((stripe) => stripe.charges.retrieve(chargeId));
  return {
    chargeId,
    customerId: idOf(charge.customer),
    intentId: idOf(charge.payment_intent),
    amountCents: charge.amount,
    refundedCents: charge.amount_refunded,
    isDisputed: charge.disputed,
  };
}

export async function chargeOfRefund(refundId: string): Promise<string | null> {
  return idOf((await callStripe((stripe) => stripe.refunds.retrieve(refundId))).charge);
}

export async function chargeOfDispute(disputeId: string): Promise<string | null> {
  return idOf((await callStripe((stripe) => stripe.disputes.retrieve(disputeId))).charge);
}
