// Brings a checkout up to date with Stripe: the one way in which credits are bought and a checkout ends, for events and for
// `verify` alike.
import "server-only";
import { systemCaller, type RequestFacts } from "@/lib/access/actor";
import { inSystemTransaction } from "@/lib/db/transaction";
import { compareCheckout } from "./apply-checkout";
import { readCheckout } from "./read-checkout";
import { settleCheckout } from "./settle-checkout";
import { syncSubscription } from "./sync-subscription";
import { unlessSettled } from "./unless-settled";

/** @returns whether the checkout is one that an organization has opened here */
export async function syncCheckout(checkout: string, request: RequestFacts): Promise<boolean> {
  const reading = await readCheckout(checkout);
  const verdict = await inSystemTransaction((db) => compareCheckout(db, checkout, reading));
  if (verdict === "unknown") return false;
  if (verdict === "different") await unlessSettled(settleCheckout(systemCaller(request.requestId), { checkout }));
  const { status, payment, customerId } = reading.state;
  if (status === "paid" && payment === null && customerId !== null) await syncSubscription(customerId, request);
  return true;
}
