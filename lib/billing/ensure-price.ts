// The price of a plan at Stripe, and the product that it belongs to. Both are created when they are first needed, under names
// that follow from the plan, so that requests at the same time create them once.
import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { callStripe, stripeCodeOf } from "./call-stripe";
import type { PlanForSale } from "./offers";
import { lookupKeyOf, productIdOf } from "./product-ids";

const findPrice = async (lookupKey: string): Promise<string | null> => {
  const prices = await callStripe((stripe) => stripe.prices.list({ lookup_keys: [lookupKey], active: true, limit: 1 }));
  return prices.data[0]?.id ?? null;
};

async function ensureProduct(plan: PlanForSale): Promise<string> {
  const id = productIdOf(plan.planId);
  try {
    await callStripe((stripe) => stripe.products.create({ id, name: plan.name }));
  } catch (error) {
    if (stripeCodeOf(error) !== "resource_already_exists") throw error;
  }
  return id;
}

/** @returns the id of the price at Stripe */
export async function ensurePrice(plan: PlanForSale): Promise<string> {
  const lookupKey = lookupKeyOf(plan);
  const known = await findPrice(lookupKey);
  if (known !== null) return known;
  const product = await ensureProduct(plan);
  const { currency, amountCents, interval } = plan;
  try {
    const price = await callStripe((stripe) =>
      stripe.prices.create(
        { product, currency, unit_amount: amountCents, recurring: { interval }, lookup_key: lookupKey },
        { idempotencyKey: `price-${lookupKey}` },
      ),
    );
    return price.id;
  } catch (error) {
    // Another request has created it in between.
    const theirs = await findPrice(lookupKey);
    if (theirs === null) throw error instanceof AppError ? error : new AppError("UPSTREAM_FAILED", { cause: error });
    return theirs;
  }
}
