// Charges: what one attempt to take money from a card leaves. https://docs.stripe.com/api/charges
import { declineOf } from "../cards";
import { newId } from "../state";
import type { Charge, PaymentIntent, PaymentMethod } from "../wire";
import { now, type World } from "../world";

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

/** @param decline why it fails; null if it succeeds */
export function newCharge(
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
