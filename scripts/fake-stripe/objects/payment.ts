// Payment intents and their charges. https://docs.stripe.com/api/payment_intents
import { declineOf } from "../cards";
import { get, newId, randomText } from "../state";
import type { Charge, PaymentIntent, PaymentMethod } from "../wire";
import { change, emit, now, put, type World } from "../world";

export interface PaymentRequest {
  amount: number;
  currency: string;
  customer: string | null;
  method: PaymentMethod | null;
  description: string | null;
  metadata: Record<string, string>;
  /** The first payment with this card. */
  first?: boolean;
}

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

function cardDetails(card: NonNullable<PaymentMethod["card"]>, amount: number) {
  return {
    amount_authorized: amount,
    authorization_code: null,
    brand: card.brand,
    checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: "pass" },
    country: card.country,
    electronic_commerce_indicator: null,
    exp_month: card.exp_month,
    exp_year: card.exp_year,
    fingerprint: card.fingerprint ?? null,
    funding: card.funding,
    installments: null,
    last4: card.last4,
    mandate: null,
    network: card.brand,
    network_token: { used: false },
    network_transaction_id: null,
    regulated_status: "unregulated",
    three_d_secure: null,
    transaction_link_id: null,
    wallet: null,
  } satisfies NonNullable<Charge["payment_method_details"]>["card"];
}

function newCharge(
  world: World,
  request: PaymentRequest,
  method: PaymentMethod,
  intent: PaymentIntent,
  decline: string | null,
) {
  const id = newId("charge");
  const problem = decline === null ? null : declineOf(decline);
  return {
    id,
    object: "charge",
    amount: request.amount,
    amount_captured: problem ? 0 : request.amount,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: method.billing_details,
    calculated_statement_descriptor: "SIMULATOR",
    captured: !problem,
    created: now(),
    currency: request.currency,
    customer: request.customer,
    description: request.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: problem?.code ?? null,
    failure_message: problem?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: request.metadata,
    on_behalf_of: null,
    outcome: {
      advice_code: problem ? "try_again_later" : null,
      network_advice_code: null,
      network_decline_code: null,
      network_status: problem ? "declined_by_network" : "approved_by_network",
      reason: problem ? (problem.decline_code ?? problem.code) : null,
      risk_level: "normal",
      risk_score: 20,
      seller_message: problem ? "The bank did not return any further details with this decline." : "Payment complete.",
      type: problem ? "issuer_declined" : "authorized",
    },
    paid: !problem,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: method.card ? { card: cardDetails(method.card, request.amount), type: "card" } : null,
    receipt_email: null,
    receipt_number: null,
    receipt_url: problem ? null : `${world.baseUrl}/receipts/${id}`,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: problem ? "failed" : "succeeded",
    transfer_data: null,
    transfer_group: null,
  } satisfies Charge;
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
