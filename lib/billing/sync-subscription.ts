// Brings an organization's subscription up to date with Stripe, whatever event or request asks for it. Only a change is an operation,
// and recorded: most events report something that was applied before.
import "server-only";
import { systemCaller, type RequestFacts } from "@/lib/access/actor";
import { inSystemTransaction } from "@/lib/db/transaction";
import { compareSubscription } from "./apply-subscription";
import { changeSubscription } from "./change-subscription";
import { endSecondSubscription } from "./end-second-subscription";
import { readSubscriptions } from "./read-subscriptions";
import { unlessSettled } from "./unless-settled";

/** @returns whether an organization has this customer */
export async function syncSubscription(customer: string, { requestId }: RequestFacts): Promise<boolean> {
  const { surplus, ...reading } = await readSubscriptions(customer);
  const seen = await inSystemTransaction((db) => compareSubscription(db, customer, reading));
  if (seen.outcome === "unknown") return false;
  const caller = systemCaller(requestId);
  if (seen.outcome === "different") await unlessSettled(changeSubscription(caller, { customer }));
  // A newer reading has seen more than this one.
  if (seen.outcome === "outdated") return true;
  const { organizationId: organization } = seen;
  for (const { id } of surplus) await endSecondSubscription(caller, { organization, subscription: id });
  return true;
}
