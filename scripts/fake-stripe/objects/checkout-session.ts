// Checkout sessions: what the app asks for. objects/complete-checkout.ts has what a payment makes of them.
// https://docs.stripe.com/api/checkout/sessions
import { invalid } from "../failure";
import type { Params } from "../form";
import { mergeMetadata, parse } from "../parse";
import { get, newId } from "../state";
import type { CheckoutSession } from "../wire";
import { change, emit, now, put, type World } from "../world";
import { assertFits, assertItems, creation, expiryOf, newLineItem } from "./checkout-request";

export function createCheckoutSession(world: World, params: Params): CheckoutSession {
  const asked = parse(creation, params);
  assertFits(world, asked);
  const expires_at = expiryOf(asked.expires_at);
  const items = asked.line_items.map((item, index) => newLineItem(world, item, index));
  assertItems(asked.mode, items);
  const id = newId("checkout.session");
  const customer = asked.customer ? get(world.state, "customer", asked.customer) : null;
  const total = items.reduce((sum, item) => sum + item.amount_total, 0);
  const email = customer?.email ?? asked.customer_email ?? null;
  const session = {
    id,
    object: "checkout.session",
    adaptive_pricing: null,
    after_expiration: null,
    allow_promotion_codes: asked.allow_promotion_codes ?? null,
    allowed_payment_method_types: null,
    amount_subtotal: total,
    amount_total: total,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: asked.billing_address_collection ?? null,
    cancel_url: asked.cancel_url ?? null,
    client_reference_id: asked.client_reference_id ?? null,
    client_secret: null,
    collected_information: null,
    consent: null,
    consent_collection: null,
    created: now(),
    currency: items[0]?.currency ?? "usd",
    currency_conversion: null,
    custom_fields: [],
    custom_text: { after_submit: null, shipping_address: null, submit: null, terms_of_service_acceptance: null },
    customer: customer?.id ?? null,
    customer_account: null,
    customer_creation: customer ? null : asked.mode === "subscription" ? "always" : "if_required",
    customer_details: email
      ? {
          address: null,
          business_name: null,
          email,
          individual_name: null,
          name: null,
          phone: null,
          tax_exempt: "none",
          tax_ids: null,
        }
      : null,
    customer_email: asked.customer_email ?? null,
    discounts: [],
    expires_at,
    integration_identifier: null,
    invoice: null,
    invoice_creation:
      asked.mode === "payment"
        ? {
            enabled: false,
            invoice_data: {
              account_tax_ids: null,
              custom_fields: null,
              description: null,
              footer: null,
              issuer: null,
              metadata: {},
              rendering_options: null,
            },
          }
        : null,
    livemode: false,
    locale: null,
    managed_payments: null,
    metadata: mergeMetadata({}, asked.metadata),
    mode: asked.mode,
    origin_context: null,
    payment_intent: null,
    payment_link: null,
    payment_method_collection: asked.mode === "subscription" ? "always" : "if_required",
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: asked.payment_method_types ?? ["card", "us_bank_account"],
    payment_status: "unpaid",
    permissions: null,
    phone_number_collection: { enabled: false },
    recovered_from: null,
    saved_payment_method_options: null,
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: "open",
    submit_type: asked.submit_type ?? null,
    subscription: null,
    success_url: asked.success_url ?? null,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: "hosted_page",
    url: `${world.baseUrl}/c/pay/${id}`,
    wallet_options: null,
  } satisfies CheckoutSession;
  const { lineItems, sessionData } = world.state.hidden;
  lineItems[id] = items;
  sessionData[id] = {
    metadata: mergeMetadata({}, (asked.subscription_data ?? asked.payment_intent_data)?.metadata),
    description: (asked.subscription_data ?? asked.payment_intent_data)?.description ?? null,
    setsName: asked.customer_update?.name === "auto",
  };
  return put(world, "checkout.session", session);
}

export function expireCheckoutSession(world: World, id: string): CheckoutSession {
  const session = get(world.state, "checkout.session", id);
  if (session.status !== "open")
    throw invalid(
      `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${session.status}.`,
    );
  const expired = change(world, "checkout.session", id, { status: "expired", url: null });
  emit(world, "checkout.session.expired", expired);
  return expired;
}
