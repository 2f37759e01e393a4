// Applies a reading of a customer's subscription, unless a newer reading was applied before. The organization's admins get a mail
// if a payment failed, or the subscription stopped or ended: in the same transaction, so once for each change, however many events
// report it.
import "server-only";
import type { RequestFacts } from "@/lib/access/actor";
import { continueWindow } from "@/lib/credits/continue-window";
import type { SystemDb } from "@/lib/db/transaction";
import { log } from "@/lib/observability/log";
import { mailPaymentFailed, mailSubscriptionEnded, mailSubscriptionStopped } from "./mails";
import { lockAccountOfCustomer, type Account } from "./queries";
import { hasEnded, isLive, isStopped, type SubscriptionState } from "./subscription-state";

export interface Reading {
  number: bigint;
  /** Null if the customer never had a subscription for a plan. */
  state: SubscriptionState | null;
}

type Columns = Omit<Account, "organizationId" | "customerId" | "stripeRead">;

export type Verdict =
  /** `different`: the reading was not applied yet. */
  | { outcome: "outdated" | "same" | "different"; organizationId: string }
  /** No organization has this customer. */
  | { outcome: "unknown" };

/** Records the number of a reading that says what is stored already. */
export async function compareSubscription(db: SystemDb, customerId: string, { number, state }: Reading): Promise<Verdict> {
  const account = await lockAccountOfCustomer(db, customerId);
  if (!account) return { outcome: "unknown" };
  const { organizationId } = account;
  if (account.stripeRead >= number) return { outcome: "outdated", organizationId };
  if (recorded(account) !== recorded(await columnsOf(db, account, state))) return { outcome: "different", organizationId };
  await db.billingAccount.updateMany({ where: { organizationId }, data: { stripeRead: number } });
  return { outcome: "same", organizationId };
}

/** @returns null if there was nothing to change: the reading is outdated, or another has said the same before */
export async function applySubscription(
  db: SystemDb,
  customerId: string,
  { number, state }: Reading,
  request: RequestFacts,
) {
  const account = await lockAccountOfCustomer(db, customerId);
  if (!account || account.stripeRead >= number) return null;
  const { organizationId } = account;
  const next = await columnsOf(db, account, state);
  if (recorded(account) === recorded(next)) return null;
  await db.billingAccount.updateMany({
    where: { organizationId },
    data: {
      stripeSubscriptionId: next.subscriptionId,
      subscriptionStatus: next.status,
      planId: next.planId,
      billingInterval: next.interval,
      cancelAtPeriodEnd: next.cancelsAtPeriodEnd,
      currentPeriodStart: next.currentPeriodStart,
      currentPeriodEnd: next.currentPeriodEnd,
      anchorAt: next.anchorAt,
      stripeRead: number,
    },
  });
  if (isChangeOfRunning(account, next)) await continueWindow(db, organizationId, next.anchorAt);
  if (next.status === "past_due" && account.status !== "past_due") await mailPaymentFailed(db, organizationId, request);
  if (isLive(account.status) && isStopped(next.status)) {
    await mailSubscriptionStopped(db, organizationId, next.status, request);
  }
  if (isRunning(account.status) && !isRunning(next.status)) await mailSubscriptionEnded(db, organizationId, request);
  return { organizationId, before: detailOf(account), after: detailOf(next) };
}

async function columnsOf(db: SystemDb, account: Account, state: SubscriptionState | null): Promise<Columns> {
  if (!state) {
    const period = { currentPeriodStart: null, currentPeriodEnd: null, cancelsAtPeriodEnd: false };
    return { subscriptionId: null, status: null, planId: null, interval: null, ...period, anchorAt: account.anchorAt };
  }
  const { anchorAt, planId, ...columns } = state;
  return {
    ...columns,
    planId: await knownPlan(db, planId),
    anchorAt: hasStarted(state.status) ? anchorAt : account.anchorAt,
  };
}

/**
 * Whether the subscription was changed so that a new period began before the end of the old one. A renewal does not move the
 * anchor, and a new subscription has another id.
 */
const isChangeOfRunning = (account: Account, next: Columns): boolean =>
  account.status !== null &&
  hasStarted(account.status) &&
  account.subscriptionId === next.subscriptionId &&
  account.anchorAt < next.anchorAt;

const hasStarted = (status: string): boolean => !status.startsWith("incomplete");

/** Whether there is a subscription that can end: one that is unpaid or paused has lost its plan, but goes on at Stripe. */
const isRunning = (status: string | null): boolean => status !== null && hasStarted(status) && !hasEnded(status);

/** A plan may have been deleted, or belong to another installation with the same account at Stripe. */
async function knownPlan(db: SystemDb, planId: string | null): Promise<string | null> {
  const plan = planId === null ? null : await db.plan.findUnique({ where: { id: planId }, select: { id: true } });
  if (!plan) log.warn("a subscription at Stripe is for no plan of this installation");
  return plan?.id ?? null;
}

const detailOf = ({
  status,
  planId,
  interval,
  cancelsAtPeriodEnd,
  currentPeriodStart,
  currentPeriodEnd,
  anchorAt,
  subscriptionId,
}: Columns | Account) => ({
  status,
  plan: planId,
  interval,
  cancels_at_period_end: cancelsAtPeriodEnd,
  current_period_start: currentPeriodStart?.toISOString() ?? null,
  current_period_end: currentPeriodEnd?.toISOString() ?? null,
  windows_from: anchorAt.toISOString(),
  subscription: subscriptionId,
});

const recorded = (columns: Columns | Account): string => JSON.stringify(detailOf(columns));
