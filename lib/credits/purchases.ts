// Purchased credits, which never expire: added by a payment, taken back by a refund or a dispute, in the caller's transaction.
// Each kind and source is booked once, however often and however concurrently an event arrives.
import "server-only";
import type { SystemDb } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors/app-error";
import { MAX_AMOUNT, type Credits } from "./amounts";
import { changePurchased, type Change, type Changed } from "./queries";
import { z } from "zod";

export interface PurchaseChange {
  organizationId: string;
  credits: Credits;
  /** The id of the object at Stripe. */
  source: string;
}

const Amount = z.int().min(1).max(MAX_AMOUNT);

async function change(db: SystemDb, wanted: Change): Promise<Changed> {
  const changed = await changePurchased(db, wanted);
  if (!changed) throw new AppError("NOT_FOUND");
  return changed;
}

/**
 * Takes the locks `organization` and `featureRow`. Lock other rows of the organization before, and the organization first.
 * @throws AppError NOT_FOUND if the organization does not exist
 */
export function addPurchase(db: SystemDb, { organizationId, credits, source }: PurchaseChange): Promise<Changed> {
  return change(db, { organizationId, kind: "purchase", amount: Amount.parse(credits), source });
}

/**
 * Always takes the whole amount. What has been used or reserved meanwhile is then owed: the balance is negative until other
 * credits are added or released. Locks and throws as `addPurchase`.
 */
export function takeBack(db: SystemDb, { organizationId, credits, source }: PurchaseChange): Promise<Changed> {
  return change(db, { organizationId, kind: "refund", amount: -Amount.parse(credits), source });
}
