// Reads a customer's subscriptions at Stripe: all of them, so that a second one is noticed.
import "server-only";
import type Stripe from "stripe";
import type { Reading } from "./apply-subscription";
import { callStripe } from "./call-stripe";
import { listOf } from "./deleted-customer";
import { nextReading } from "./reading";
import { chooseSubscription, type CurrentPrice } from "./subscription-state";

const MOST = 100;

export function listSubscriptions(customer: string): Promise<Stripe.Subscription[]> {
  return listOf(
    customer,
    callStripe((stripe) => stripe.subscriptions.list({ customer, status: "all", limit: MOST })),
  );
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
