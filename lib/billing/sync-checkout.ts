// Reads a checkout at Stripe and applies it: the one way in which credits are bought and a checkout ends, for events and for
// `verify` alike.
import "server-only";
import type { RequestFacts } from "@/lib/access/actor";
import { applyCheckout } from "./apply-checkout";
import { readCheckout } from "./read-checkout";
import { nextReading } from "./reading";
import { syncSubscription } from "./sync-subscription";

/** @returns whether the checkout is one that an organization has opened here */
export async function syncCheckout(sessionId: string, request: RequestFacts): Promise<boolean> {
  const number = await nextReading();
  const state = await readCheckout(sessionId);
  const isKnown = await applyCheckout(sessionId, { number, state }, request);
  const isSubscription = state.status === "paid" && state.payment === null && state.customerId !== null;
  if (isKnown && isSubscription) await syncSubscription(state.customerId ?? "", request);
  return isKnown;
}
