// Refunds, which always succeed at once. https://docs.stripe.com/api/refunds
import { z } from "zod";
import { invalid } from "../failure";
import type { Params } from "../form";
import { expand, integer, mergeMetadata, metadata, parse, text } from "../parse";
import { get, newId } from "../state";
import type { Charge, Refund } from "../wire";
import { change, emit, now, put, type World } from "../world";

const creation = z.strictObject({
  ...expand,
  charge: text.optional(),
  payment_intent: text.optional(),
  amount: integer.pipe(z.number().min(1)).optional(),
  reason: z.enum(["duplicate", "fraudulent", "requested_by_customer"]).optional(),
  metadata: metadata.optional(),
});

function chargeOf(world: World, asked: z.output<typeof creation>): Charge {
  if (asked.charge) return get(world.state, "charge", asked.charge, "charge");
  if (!asked.payment_intent)
    throw invalid("One of the following params should be provided for this request: payment_intent or charge.");
  const { latest_charge } = get(world.state, "payment_intent", asked.payment_intent, "payment_intent");
  if (typeof latest_charge !== "string")
    throw invalid("This PaymentIntent does not have a successful charge to refund.", "payment_intent");
  return get(world.state, "charge", latest_charge);
}

/** The bank could not return the money to the customer. */
export function failRefund(world: World, id: string): Refund {
  const failed = change(world, "refund", id, { status: "failed", failure_reason: "expired_or_canceled_card" });
  emit(world, "refund.updated", failed);
  emit(world, "refund.failed", failed);
  return failed;
}

export function createRefund(world: World, params: Params): Refund {
  const asked = parse(creation, params);
  const charge = chargeOf(world, asked);
  const left = charge.amount_captured - charge.amount_refunded;
  const amount = asked.amount ?? left;
  if (left === 0 || charge.status !== "succeeded")
    throw invalid(`Charge ${charge.id} has already been refunded.`, undefined, "charge_already_refunded");
  if (charge.disputed)
    throw invalid(`Charge ${charge.id} has been charged back; cannot issue a refund.`, undefined, "charge_disputed");
  if (amount > left) {
    const words = `Refund amount (${amount}) is greater than unrefunded amount on charge (${left})`;
    throw invalid(words, "amount", "amount_too_large");
  }
  const amount_refunded = charge.amount_refunded + amount;
  const refund = {
    id: newId("refund"),
    object: "refund",
    amount,
    balance_transaction: null,
    charge: charge.id,
    created: now(),
    currency: charge.currency,
    customer: charge.customer,
    customer_account: null,
    destination_details: { card: { reference_status: "pending", type: "refund" }, type: "card" },
    metadata: mergeMetadata({}, asked.metadata),
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason: asked.reason ?? null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: "succeeded",
    transfer_reversal: null,
  } satisfies Refund;
  put(world, "refund", refund);
  const changes = { amount_refunded, refunded: amount_refunded === charge.amount_captured };
  emit(world, "refund.created", refund);
  change(world, "charge", charge.id, changes, "charge.refunded");
  return refund;
}
