// Brings an organization's subscription up to date with Stripe, whatever event or request asks for it. Only a change is an operation,
// and recorded: most events report something that was applied before.
import "server-only";
import { systemCaller, type RequestFacts } from "@/lib/access/actor";
import { inSystemTransaction } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors/app-error";
import { compareSubscription } from "./apply-subscription";
import { changeSubscription } from "./change-subscription";
import { endSecondSubscription } from "./end-second-subscription";
import { readSubscriptions } from "./read-subscriptions";
import { unlessSettled } from "./unless-settled";

/** Changes at the same moment settle one another, so more are not expected. */
const MOST_READINGS = 5;

/**
 * Reads until the number of a reading is stored. A reading that another request has applied in between stores none, and an older
 * one could replace what it says.
 * @returns whether an organization has this customer
 * @throws AppError BUSY if others keep changing the same, UPSTREAM_FAILED
 */
export async function syncSubscription(customer: string, { requestId }: RequestFacts): Promise<boolean> {
  const caller = systemCaller(requestId);
  for (let count = 0; count < MOST_READINGS; count += 1) {
    const { surplus, ...reading } = await readSubscriptions(customer);
    const seen = await inSystemTransaction((db) => compareSubscription(db, customer, reading));
    if (seen.outcome === "unknown") return false;
    // A newer reading has seen more than this one.
    if (seen.outcome === "outdated") return true;
    const isStored = seen.outcome === "same" || (await unlessSettled(changeSubscription(caller, { customer })));
    if (!isStored) continue;
    const { organizationId: organization } = seen;
    for (const subscription of surplus) {
      await unlessSettled(endSecondSubscription(caller, { organization, customer, subscription }));
    }
    return true;
  }
  throw new AppError("BUSY", { internal: "a subscription keeps changing" });
}
