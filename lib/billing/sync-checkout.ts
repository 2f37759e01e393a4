// Brings a checkout up to date with Stripe: the one way in which credits are bought and a checkout ends, for events and for
// `verify` alike.
import "server-only";
import { systemCaller, type RequestFacts } from "@/lib/access/actor";
import { inSystemTransaction } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors/app-error";
import { compareCheckout } from "./apply-checkout";
import { readCheckout } from "./read-checkout";
import { settleCheckout } from "./settle-checkout";
import { syncSubscription } from "./sync-subscription";
import { unlessSettled } from "./unless-settled";

/** Changes at the same moment settle one another, so more are not expected. */
const MOST_READINGS = 5;

/**
 * Reads until the number of a reading is stored. A reading that another request has applied in between stores none, and an older
 * one could replace what it says.
 * @returns whether the checkout is one that an organization has opened here
 * @throws AppError BUSY if others keep changing the same, UPSTREAM_FAILED
 */
export async function syncCheckout(checkout: string, request: RequestFacts): Promise<boolean> {
  const caller = systemCaller(request.requestId);
  for (let count = 0; count < MOST_READINGS; count += 1) {
    const reading = await readCheckout(checkout);
    const verdict = await inSystemTransaction((db) => compareCheckout(db, checkout, reading));
    if (verdict === "unknown") return false;
    const { mode, status, customerId } = reading.state;
    // First, because an open checkout keeps its plan from being deleted.
    if (mode === "subscription" && status === "paid" && customerId !== null) await syncSubscription(customerId, request);
    if (verdict === "same" || (await unlessSettled(settleCheckout(caller, { checkout })))) return true;
  }
  throw new AppError("BUSY", { internal: "a checkout keeps changing" });
}
