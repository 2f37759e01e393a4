// The configuration of the customer portal at Stripe: what customers may do there, and between which prices they may switch. A
// configuration is found by a hash of what it says, so that a change of plans or prices makes a new one.
import "server-only";
import type Stripe from "stripe";
import { inBase64url, hashToken } from "@/lib/crypto/hash";
import { callStripe } from "./call-stripe";
import { ensurePrices } from "./ensure-price";
import { keyForNow } from "./key-for-now";
import type { PlanForSale } from "./offers";
import { productIdOf } from "./product-ids";

type Features = Stripe.BillingPortal.ConfigurationCreateParams.Features;
type Product = Stripe.BillingPortal.ConfigurationCreateParams.Features.SubscriptionUpdate.Product;

const MARK = "gatehouse";
const MOST = 100;

/**
 * A larger plan is paid at once and begins a new period, so that its credits are never used before they are paid. A smaller one
 * waits for the end of the period, because the credits of the larger one may have been used. The prices of smaller plans that
 * would not wait are not on offer.
 */
const CHANGES: Omit<NonNullable<Features["subscription_update"]>, "enabled"> = {
  proration_behavior: "always_invoice",
  billing_cycle_anchor: "now",
  schedule_at_period_end: { conditions: [{ type: "decreasing_item_amount" }, { type: "shortening_interval" }] },
};

async function productsOf(plans: readonly PlanForSale[]): Promise<Product[]> {
  const products = new Map<string, string[]>();
  for (const [at, price] of (await ensurePrices(plans)).entries()) {
    const product = productIdOf(plans[at]?.planId ?? "");
    products.set(product, [...(products.get(product) ?? []), price]);
  }
  return [...products].map(([product, prices]) => ({ product, prices }));
}

const featuresWith = (products: Product[]): Features => ({
  customer_update: { enabled: true, allowed_updates: ["email", "name", "address", "tax_id"] },
  invoice_history: { enabled: true },
  payment_method_update: { enabled: true },
  subscription_cancel: { enabled: true, mode: "at_period_end" },
  subscription_update:
    products.length === 0 ? { enabled: false } : { enabled: true, default_allowed_updates: ["price"], products, ...CHANGES },
});

/**
 * @param plans to which the customer may switch
 * @returns the id of the configuration at Stripe
 */
export async function ensurePortal(plans: readonly PlanForSale[]): Promise<string> {
  const features = featuresWith(await productsOf(plans));
  const mark = inBase64url(hashToken(JSON.stringify(features)));
  const known = await callStripe((stripe) => stripe.billingPortal.configurations.list({ active: true, limit: MOST }));
  const found = known.data.find(({ metadata }) => metadata?.[MARK] === mark);
  if (found) return found.id;
  const created = await callStripe((stripe) =>
    stripe.billingPortal.configurations.create(
      { features, metadata: { [MARK]: mark } },
      { idempotencyKey: keyForNow(`portal-${mark}`) },
    ),
  );
  return created.id;
}
