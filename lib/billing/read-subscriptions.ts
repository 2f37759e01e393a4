// Reads a customer's subscriptions at Stripe: all of them, so that a second one is noticed.
import "server-only";
import type Stripe from "stripe";
import type { Reading } from "./apply-subscription";
import { callStripe, stripeCodeOf } from "./call-stripe";
import { nextReading } from "./reading";
import { chooseSubscription, type CurrentPrice } from "./subscription-state";

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

export async function readSubscriptions(customer: string): Promise<Reading & { surplus: string[] }> {
  const number = await nextReading();
  const { state, surplus } = chooseSubscription(await listSubscriptions(customer));
  return { number, state, surplus };
}

/** Null if the customer has no subscription that can be changed. */
export async function readCurrentPrice(customer: string): Promise<CurrentPrice | null> {
  return chooseSubscription(await listSubscriptions(customer)).price;
}
