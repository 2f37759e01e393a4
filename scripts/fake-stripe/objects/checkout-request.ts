// What a request for a checkout session may say, and what it must not combine.
// https://docs.stripe.com/api/checkout/sessions/create
import { z } from "zod";
import { invalid } from "../failure";
import { currency, expand, flag, httpUrl, integer, metadata, text } from "../parse";
import { get, newId } from "../state";
import type { LineItem, Price } from "../wire";
import { now, type World } from "../world";
import { createInlinePrice, priceData } from "./price";

const HOUR = 3600;

const lineItem = z.strictObject({
  price: text.optional(),
  price_data: priceData.optional(),
  quantity: integer.pipe(z.number().min(1).max(999_999)).optional(),
});

export const creation = z.strictObject({
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

export function newLineItem(world: World, item: z.output<typeof lineItem>, index: number): LineItem {
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

export function assertItems(mode: Creation["mode"], items: LineItem[]): void {
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

/** @throws StripeFailure if it is not from half an hour to a day from now */
export function expiryOf(asked: number | undefined): number {
  if (asked === undefined) return now() + 24 * HOUR;
  if (asked < now() + HOUR / 2 - 60)
    throw invalid("The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.", "expires_at");
  if (asked > now() + 24 * HOUR + 60)
    throw invalid("The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.", "expires_at");
  return asked;
}

export function assertFits(world: World, asked: Creation): void {
  if (!asked.success_url) throw invalid("Missing required param: success_url.", "success_url", "parameter_missing");
  if (asked.customer && asked.customer_email)
    throw invalid("You may only specify one of these parameters: customer, customer_email.", "customer");
  if (asked.customer) get(world.state, "customer", asked.customer, "customer");
  if (asked.mode === "payment" && asked.subscription_data)
    throw invalid("You can not pass `subscription_data` in `payment` mode.", "subscription_data");
  if (asked.mode === "subscription" && asked.payment_intent_data)
    throw invalid("You can not pass `payment_intent_data` in `subscription` mode.", "payment_intent_data");
}
