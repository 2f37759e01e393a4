// Refunds what is left of a payment. Repeating it has no further effect: Stripe refuses a payment that was refunded completely.
import "server-only";
import { callStripe, stripeCodeOf } from "./call-stripe";

/** @throws AppError UPSTREAM_FAILED */
export async function refundOnce(paymentIntent: string): Promise<void> {
  try {
    await callStripe((stripe) => stripe.refunds.create({ payment_intent: paymentIntent }));
  } catch (error) {
    if (stripeCodeOf(error) !== "charge_already_refunded") throw error;
  }
}
