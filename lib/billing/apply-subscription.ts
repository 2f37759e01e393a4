// Applies a reading of a customer's subscription, unless a newer reading was applied before. A change is recorded in the
// organization's audit log, and its admins get a mail if a payment failed or the subscription ended: in the same transaction, so
// once for each change, however many events report it.
import "server-only";
import { systemCaller, type RequestFacts } from "@/lib/access/actor";
import { recordAudit } from "@/lib/access/audit";
import { inSystemTransaction, type SystemDb } from "@/lib/db/transaction";
import { log } from "@/lib/observability/log";
import { mailPaymentFailed, mailSubscriptionEnded } from "./mails";
import { lockAccountOfCustomer, type Account } from "./queries";
import { isLive, type SubscriptionState } from "./subscription-state";

export interface Reading {
  number: bigint;
  /** Null if the customer never had a subscription. */
  state: SubscriptionState | null;
}

export interface Applied {
  organizationId: string;
  isOutdated: boolean;
}

type Columns = Omit<Account, "organizationId" | "customerId" | "stripeRead">;

/** @returns null if no organization has this customer */
export function applySubscription(
  customerId: string,
  { number, state }: Reading,
  request: RequestFacts,
): Promise<Applied | null> {
  return inSystemTransaction(async (db) => {
    const account = await lockAccountOfCustomer(db, customerId);
    if (!account) return null;
    const { organizationId } = account;
    if (account.stripeRead >= number) return { organizationId, isOutdated: true };
    const next = await columnsOf(db, account, state);
    await db.billingAccount.updateMany({
      where: { organizationId },
      data: {
        stripeSubscriptionId: next.subscriptionId,
        subscriptionStatus: next.status,
        planId: next.planId,
        billingInterval: next.interval,
        cancelAtPeriodEnd: next.cancelsAtPeriodEnd,
        currentPeriodEnd: next.currentPeriodEnd,
        anchorAt: next.anchorAt,
        stripeRead: number,
      },
    });
    if (recorded(account) !== recorded(next)) await announce(db, account, next, request);
    return { organizationId, isOutdated: false };
  });
}

async function columnsOf(db: SystemDb, account: Account, state: SubscriptionState | null): Promise<Columns> {
  if (!state) {
    const none = { subscriptionId: null, status: null, planId: null, interval: null, currentPeriodEnd: null };
    return { ...none, cancelsAtPeriodEnd: false, anchorAt: account.anchorAt };
  }
  const { startedAt, planId, ...columns } = state;
  const hasStarted = !columns.status.startsWith("incomplete");
  return { ...columns, planId: await knownPlan(db, planId), anchorAt: hasStarted ? startedAt : account.anchorAt };
}

/** A subscription that was made in Stripe's dashboard may be for something that is not a plan here. */
async function knownPlan(db: SystemDb, planId: string | null): Promise<string | null> {
  const plan = planId === null ? null : await db.plan.findUnique({ where: { id: planId }, select: { id: true } });
  if (!plan) log.warn("a subscription at Stripe is for no plan of this installation");
  return plan?.id ?? null;
}

const detailOf = ({ status, planId, interval, cancelsAtPeriodEnd, subscriptionId }: Columns | Account) => ({
  status,
  plan: planId,
  interval,
  cancels_at_period_end: cancelsAtPeriodEnd,
  subscription: subscriptionId,
});

const recorded = (columns: Columns | Account): string => JSON.stringify(detailOf(columns));

async function announce(db: SystemDb, before: Account, after: Columns, request: RequestFacts): Promise<void> {
  const { organizationId } = before;
  await recordAudit(
    db,
    systemCaller(request.requestId),
    { action: "billing.change-subscription", outcome: "ok" },
    {
      ...{ entityType: "organization", entityId: organizationId, organizationId },
      before: detailOf(before),
      after: detailOf(after),
    },
  );
  if (after.status === "past_due" && before.status !== "past_due") await mailPaymentFailed(db, organizationId, request);
  if (isLive(before.status) && !isLive(after.status)) await mailSubscriptionEnded(db, organizationId, request);
}
