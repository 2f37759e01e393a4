// Payment intents and their charges. https://docs.stripe.com/api/payment_intents
import { declineOf } from "../cards";
import { get, newId, randomText } from "../state";
import type { Charge, PaymentIntent } from "../wire";
import { change, emit, now, put, type World } from "../world";
import { newCharge, type PaymentRequest } from "./charge";

export interface PaymentResult {
  intent: PaymentIntent;
  charge: Charge | null;
  succeeded: boolean;
}

function newIntent({ amount, currency, customer, method, description, metadata }: PaymentRequest): PaymentIntent {
  const id = newId("payment_intent");
  return {
    id,
    object: "payment_intent",
    allowed_payment_method_types: null,
    amount,
    amount_capturable: 0,
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: "automatic",
    client_secret: `${id}_secret_${randomText(24)}`,
    confirmation_method: "automatic",
    created: now(),
    currency,
    customer,
    customer_account: null,
    description,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata,
    next_action: null,
    on_behalf_of: null,
    payment_method: method?.id ?? null,
    payment_method_configuration_details: null,
    payment_method_options: null,
    payment_method_types: ["card"],
    payment_record: null,
    processing: null,
    receipt_email: null,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: "requires_payment_method",
    transfer_data: null,
    transfer_group: null,
  } satisfies PaymentIntent;
}

/** Why a payment with this method fails now: a name of a decline. */
function declineFor(world: World, { method, first }: PaymentRequest): string | null {
  if (!method) return null;
  return first ? null : (world.state.hidden.declines[method.id] ?? null);
}

/** Charges the card, or records why that failed. An earlier intent of the same invoice is tried again. */
export function pay(world: World, request: PaymentRequest, earlier: string | null = null): PaymentResult {
  const intent = earlier ? get(world.state, "payment_intent", earlier) : put(world, "payment_intent", newIntent(request));
  if (!earlier) emit(world, "payment_intent.created", intent);
  const { method } = request;
  if (!method) {
    const last_payment_error = null;
    return { intent: change(world, "payment_intent", intent.id, { last_payment_error }), charge: null, succeeded: false };
  }
  const decline = declineFor(world, request);
  const charge = put(world, "charge", newCharge(world, request, method, intent, decline));
  if (decline === null) {
    emit(world, "charge.succeeded", charge);
    const changes = { status: "succeeded", amount_received: request.amount } as const;
    const links = { latest_charge: charge.id, payment_method: method.id, last_payment_error: null };
    const paid = change(world, "payment_intent", intent.id, { ...changes, ...links });
    emit(world, "payment_intent.succeeded", paid);
    return { intent: paid, charge, succeeded: true };
  }
  emit(world, "charge.failed", charge);
  const { code, decline_code, message } = declineOf(decline);
  const failed = change(world, "payment_intent", intent.id, {
    status: "requires_payment_method",
    latest_charge: charge.id,
    payment_method: null,
    last_payment_error: {
      type: "card_error",
      charge: charge.id,
      code,
      ...(decline_code && { decline_code }),
      message,
      payment_method: method,
    },
  });
  emit(world, "payment_intent.payment_failed", failed);
  return { intent: failed, charge, succeeded: false };
}
