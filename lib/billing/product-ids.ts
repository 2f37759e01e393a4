// The ids of plans at Stripe. The product of a plan has an id that names the plan, so that a subscription tells its plan
// without any text that could be edited there.
import "server-only";
import type { BillingInterval } from "./schemas";

const PREFIX = "gatehouse_plan_";
const PRODUCT = new RegExp(`^${PREFIX}([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$`);

export const productIdOf = (planId: string): string => PREFIX + planId.replaceAll("-", "");

/** Null if the product is not one of a plan. */
export function planIdOf(productId: string): string | null {
  const [, ...parts] = PRODUCT.exec(productId) ?? [];
  return parts.length === 0 ? null : parts.join("-");
}

export interface Sold {
  planId: string;
  interval: BillingInterval;
  amountCents: number;
  currency: string;
}

/** Names a price of a plan. A changed amount is another price; existing subscriptions keep theirs. */
export const lookupKeyOf = ({ planId, interval, amountCents, currency }: Sold): string =>
  `${productIdOf(planId)}_${interval}_${amountCents}_${currency}`;
