// The prices of plans at Stripe, and the products that they belong to. Both are created when they are first needed, under names
// that follow from the plan. Requests at the same time may create two prices, which cost the same.
import "server-only";
import { callStripe, stripeCodeOf } from "./call-stripe";
import type { PlanForSale } from "./offers";
import { lookupKeyOf, productIdOf } from "./product-ids";

/** https://docs.stripe.com/api/prices/list#list_prices-lookup_keys */
const KEYS_PER_REQUEST = 10;

/** Lookup key → id of the price, for those that exist and are active. */
async function findPrices(lookupKeys: readonly string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (let at = 0; at < lookupKeys.length; at += KEYS_PER_REQUEST) {
    const lookup_keys = lookupKeys.slice(at, at + KEYS_PER_REQUEST);
    const { data } = await callStripe((stripe) =>
      stripe.prices.list({ lookup_keys, active: true, limit: KEYS_PER_REQUEST }),
    );
    for (const { id, lookup_key } of data) if (lookup_key !== null) found.set(lookup_key, id);
  }
  return found;
}

/** Checkout and invoices show the name of the product, so it follows that of the plan. */
async function ensureProduct({ planId, name }: PlanForSale): Promise<string> {
  const id = productIdOf(planId);
  try {
    await callStripe((stripe) => stripe.products.create({ id, name }));
  } catch (error) {
    if (stripeCodeOf(error) !== "resource_already_exists") throw error;
    await callStripe((stripe) => stripe.products.update(id, { name, active: true }));
  }
  return id;
}

async function createPrice(plan: PlanForSale): Promise<string> {
  const lookupKey = lookupKeyOf(plan);
  const product = await ensureProduct(plan);
  const { currency, amountCents, interval } = plan;
  const price = await callStripe((stripe) =>
    stripe.prices.create({
      ...{ product, currency, unit_amount: amountCents, recurring: { interval }, lookup_key: lookupKey },
      // From a price that was archived in the dashboard.
      transfer_lookup_key: true,
    }),
  );
  return price.id;
}

/** @returns the ids of the prices at Stripe, in the order of the plans */
export async function ensurePrices(plans: readonly PlanForSale[]): Promise<string[]> {
  const known = await findPrices(plans.map(lookupKeyOf));
  const ids: string[] = [];
  for (const plan of plans) ids.push(known.get(lookupKeyOf(plan)) ?? (await createPrice(plan)));
  return ids;
}
