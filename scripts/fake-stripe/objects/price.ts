// Products and prices, created by themselves or inline by a checkout session or subscription.
// https://docs.stripe.com/api/prices
import { z } from "zod";
import { currency, expand, flag, integer, mergeMetadata, metadata, parse, text } from "../parse";
import { invalid } from "../failure";
import type { Params } from "../form";
import { all, get, newId } from "../state";
import type { Plan, Price, Product } from "../wire";
import { change, emit, now, put, type World } from "../world";

const amount = integer.pipe(z.number().min(0).max(99_999_999));
const recurring = z.strictObject({
  interval: z.enum(["day", "week", "month", "year"]),
  interval_count: integer.pipe(z.number().min(1).max(1095)).optional(),
});
const productFields = { name: text.min(1), description: text.optional(), metadata: metadata.optional() };

/** A price inside another request. */
export const priceData = z.strictObject({
  currency,
  unit_amount: amount,
  product: text.optional(),
  product_data: z.strictObject(productFields).optional(),
  recurring: recurring.optional(),
});

const priceCreation = z.strictObject({
  ...expand,
  ...priceData.shape,
  active: flag.optional(),
  lookup_key: text.max(200).optional(),
  transfer_lookup_key: flag.optional(),
  nickname: text.optional(),
  metadata: metadata.optional(),
});
const priceUpdate = priceCreation.pick({
  expand: true,
  active: true,
  lookup_key: true,
  transfer_lookup_key: true,
  nickname: true,
  metadata: true,
});
const productCreation = z.strictObject({
  ...expand,
  ...productFields,
  id: text.optional(),
  active: flag.optional(),
});

type ProductData = z.output<typeof productCreation>;
type PriceData = z.output<typeof priceCreation>;

function storeProduct(world: World, data: ProductData): Product {
  const product = {
    id: data.id ?? newId("product"),
    object: "product",
    active: data.active ?? true,
    created: now(),
    default_price: null,
    description: data.description || null,
    images: [],
    livemode: false,
    marketing_features: [],
    metadata: mergeMetadata({}, data.metadata),
    name: data.name,
    package_dimensions: null,
    shippable: null,
    statement_descriptor: null,
    tax_code: null,
    tax_details: null,
    type: "service",
    unit_label: null,
    updated: now(),
    url: null,
  } satisfies Product;
  put(world, "product", product);
  emit(world, "product.created", product);
  return product;
}

export function createProduct(world: World, params: Params): Product {
  const data = parse(productCreation, params);
  if (data.id && Object.hasOwn(world.state.objects.product, data.id))
    throw invalid("Product already exists.", "id", "resource_already_exists");
  return storeProduct(world, data);
}

export function updateProduct(world: World, id: string, params: Params): Product {
  const product = get(world.state, "product", id);
  const { metadata: pairs, expand: _, ...given } = parse(productCreation.omit({ id: true }).partial(), params);
  const changes = { ...given, metadata: mergeMetadata(product.metadata, pairs), updated: now() };
  return change(world, "product", id, changes, "product.updated");
}

/** Takes a lookup key from the price that has it, if the request says so. */
function claimLookupKey(world: World, key: string | undefined, transfer: boolean | undefined): void {
  const holder = key && all(world.state, "price").find((price) => price.lookup_key === key);
  if (!holder) return;
  if (!transfer) throw invalid("A price with this `lookup_key` already exists.", "lookup_key", "resource_already_exists");
  change(world, "price", holder.id, { lookup_key: null }, "price.updated");
}

function storePrice(world: World, data: PriceData, product: Product): Price {
  const price = {
    id: newId("price"),
    object: "price",
    active: data.active ?? true,
    billing_scheme: "per_unit",
    created: now(),
    currency: data.currency,
    custom_unit_amount: null,
    livemode: false,
    lookup_key: data.lookup_key || null,
    metadata: mergeMetadata({}, data.metadata),
    nickname: data.nickname || null,
    product: product.id,
    recurring: data.recurring
      ? {
          interval: data.recurring.interval,
          interval_count: data.recurring.interval_count ?? 1,
          meter: null,
          trial_period_days: null,
          usage_type: "licensed",
        }
      : null,
    tax_behavior: "unspecified",
    tiers_mode: null,
    transform_quantity: null,
    type: data.recurring ? "recurring" : "one_time",
    unit_amount: data.unit_amount,
    unit_amount_decimal: String(data.unit_amount),
  } satisfies Price;
  put(world, "price", price);
  emit(world, "price.created", price);
  return price;
}

function productFor(world: World, data: z.output<typeof priceData>, param: string): Product {
  if (data.product && data.product_data)
    throw invalid("You may only specify one of these parameters: product, product_data.", param);
  if (data.product_data) return storeProduct(world, data.product_data);
  if (data.product) return get(world.state, "product", data.product, param);
  throw invalid(`Missing required param: ${param}.`, param, "parameter_missing");
}

export function createPrice(world: World, params: Params): Price {
  const data = parse(priceCreation, params);
  claimLookupKey(world, data.lookup_key, data.transfer_lookup_key);
  return storePrice(world, data, productFor(world, data, "product"));
}

/** A price made inline can be used only there, so it is not active. */
export function createInlinePrice(world: World, data: z.output<typeof priceData>, param: string): Price {
  return storePrice(world, { ...data, active: false }, productFor(world, data, `${param}[product]`));
}

export function updatePrice(world: World, id: string, params: Params): Price {
  const price = get(world.state, "price", id);
  const { metadata: pairs, expand: _, transfer_lookup_key, ...given } = parse(priceUpdate, params);
  if (given.lookup_key && given.lookup_key !== price.lookup_key)
    claimLookupKey(world, given.lookup_key, transfer_lookup_key);
  return change(world, "price", id, { ...given, metadata: mergeMetadata(price.metadata, pairs) }, "price.updated");
}

/** The older form of a recurring price, which items of subscriptions still carry. */
export function planOf(price: Price): Plan {
  if (!price.recurring) throw invalid("The price is not recurring.", "price");
  return {
    id: price.id,
    object: "plan",
    active: price.active,
    amount: price.unit_amount,
    amount_decimal: price.unit_amount_decimal,
    billing_scheme: "per_unit",
    created: price.created,
    currency: price.currency,
    interval: price.recurring.interval,
    interval_count: price.recurring.interval_count,
    livemode: false,
    metadata: price.metadata,
    meter: null,
    nickname: price.nickname,
    product: price.product,
    tiers_mode: null,
    transform_usage: null,
    trial_period_days: null,
    usage_type: "licensed",
  };
}
