// Reads a customer's subscriptions at Stripe and applies them to the organization: the only code that changes an organization's
// subscription. Reads all of them, so that a second one is noticed, whatever event or request causes the reading.
import "server-only";
import type Stripe from "stripe";
import type { RequestFacts } from "@/lib/access/actor";
import { callStripe, stripeCodeOf } from "./call-stripe";
import { applySubscription } from "./apply-subscription";
import { endSurplus } from "./end-surplus";
import { nextReading } from "./reading";
import { chooseSubscription, stateOf } from "./subscription-state";

const MOST = 100;

export async function listSubscriptions(customer: string): Promise<Stripe.Subscription[]> {
  try {
    return (await callStripe((stripe) => stripe.subscriptions.list({ customer, status: "all", limit: MOST }))).data;
  } catch (error) {
    // The customer was deleted in Stripe's dashboard, and the subscriptions with it.
    if (stripeCodeOf(error) === "resource_missing") return [];
    throw error;
  }
}

/** @returns the organization of the customer; null if no organization has this customer */
export async function syncSubscription(customerId: string, request: RequestFacts): Promise<string | null> {
  const number = await nextReading();
  const { current, surplus } = chooseSubscription(await listSubscriptions(customerId));
  const applied = await applySubscription(customerId, { number, state: current && stateOf(current) }, request);
  if (applied === null) return null;
  // A newer reading has seen more than this one.
  if (!applied.isOutdated) for (const each of surplus) await endSurplus(each, applied.organizationId, request);
  return applied.organizationId;
}
