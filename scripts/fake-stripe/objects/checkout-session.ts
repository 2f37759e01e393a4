// Checkout sessions: what the app asks for. objects/complete-checkout.ts has what a payment makes of them.
// https://docs.stripe.com/api/checkout/sessions
import { z } from "zod";
import { invalid } from "../failure";
import type { Params } from "../form";
import { currency, expand, flag, httpUrl, integer, mergeMetadata, metadata, parse, text } from "../parse";
import { get, newId } from "../state";
import type { CheckoutSession, LineItem, Price } from "../wire";
import { change, emit, now, put, type World } from "../world";
import { createInlinePrice, priceData } from "./price";

const HOUR = 3600;

const lineItem = z.strictObject({
  price: text.optional(),
  price_data: priceData.optional(),
  quantity: integer.pipe(z.number().min(1).max(999_999)).optional(),
});

const creation = z.strictObject({
  ...expand,
  mode: z.enum(["payment", "subscription"]),
  line_items: z.array(lineItem).min(1).max(20),
  success_url: httpUrl.optional(),
  cancel_url: httpUrl.optional(),
  customer: text.optional(),
  customer_email: text.optional(),
  client_reference_id: z.string().max(200).optional(),
  currency: currency.optional(),
  metadata: metadata.optional(),
  expires_at: integer.optional(),
  locale: text.optional(),
  ui_mode: z.literal("hosted_page").optional(),
  allow_promotion_codes: flag.optional(),
  billing_address_collection: z.enum(["auto", "required"]).optional(),
  payment_method_types: z.array(z.literal("card")).optional(),
  submit_type: z.enum(["auto", "book", "donate", "pay", "subscribe"]).optional(),
  customer_update: z.strictObject({ address: text, name: text, shipping: text }).partial().optional(),
  subscription_data: z.strictObject({ metadata: metadata.optional(), description: text.optional() }).optional(),
  payment_intent_data: z.strictObject({ metadata: metadata.optional(), description: text.optional() }).optional(),
});
type Creation = z.output<typeof creation>;

function priceOf(world: World, item: z.output<typeof lineItem>, param: string): Price {
  if (item.price_data) return createInlinePrice(world, item.price_data, `${param}[price_data]`);
  if (!item.price) throw invalid(`Missing required param: ${param}[price].`, `${param}[price]`, "parameter_missing");
  const price = get(world.state, "price", item.price, `${param}[price]`);
  if (!price.active)
    throw invalid("The price specified is inactive. This field only accepts active prices.", `${param}[price]`);
  return price;
}

function newLineItem(world: World, item: z.output<typeof lineItem>, index: number): LineItem {
  const price = priceOf(world, item, `line_items[${index}]`);
  const quantity = item.quantity ?? 1;
  const amount = (price.unit_amount ?? 0) * quantity;
  return {
    id: newId("invoice").replace(/^in_/, "li_"),
    object: "item",
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: amount,
    amount_tax: 0,
    amount_total: amount,
    currency: price.currency,
    description: get(world.state, "product", price.product).name,
    metadata: {},
    price,
    quantity,
  };
}

function assertItems(mode: Creation["mode"], items: LineItem[]): void {
  const recurring = items.filter(({ price }) => price.recurring);
  if (mode === "payment" && recurring.length > 0)
    throw invalid(
      "You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode or use only one-time prices.",
      "line_items",
    );
  if (mode === "subscription" && recurring.length === 0)
    throw invalid("You must provide at least one recurring price in `subscription` mode when using prices.", "line_items");
  if (mode === "subscription" && items.length > 1)
    throw invalid("The simulator sells one price per subscription.", "line_items");
  if (new Set(items.map((each) => each.currency)).size > 1)
    throw invalid("All prices of a session must have the same currency.", "line_items");
}

function expiryOf(asked: number | undefined): number {
  if (asked === undefined) return now() + 24 * HOUR;
  if (asked < now() + HOUR / 2 - 60)
    throw invalid("The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.", "expires_at");
  if (asked > now() + 24 * HOUR + 60)
    throw invalid("The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.", "expires_at");
  return asked;
}

function assertFits(world: World, asked: Creation): void {
  if (!asked.success_url) throw invalid("Missing required param: success_url.", "success_url", "parameter_missing");
  if (asked.customer && asked.customer_email)
    throw invalid("You may only specify one of these parameters: customer, customer_email.", "customer");
  if (asked.customer) get(world.state, "customer", asked.customer, "customer");
  if (asked.mode === "payment" && asked.subscription_data)
    throw invalid("You can not pass `subscription_data` in `payment` mode.", "subscription_data");
  if (asked.mode === "subscription" && asked.payment_intent_data)
    throw invalid("You can not pass `payment_intent_data` in `subscription` mode.", "payment_intent_data");
}

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
    payment_method_types: ["card"],
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
