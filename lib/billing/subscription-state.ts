// What is kept of a subscription, and which of several counts. Pure.
import "server-only";
import type Stripe from "stripe";
import { planIdOf } from "./product-ids";
import { BillingInterval } from "./schemas";

export interface SubscriptionState {
  subscriptionId: string;
  /** Stripe's own word. */
  status: string;
  planId: string | null;
  interval: BillingInterval | null;
  cancelsAtPeriodEnd: boolean;
  currentPeriodStart: Date;
  /** Also the end of the subscription, if it is canceled for a moment before the end of the period. */
  currentPeriodEnd: Date;
  /** From which Stripe counts the periods. The start, unless a change of plan began a new period. */
  anchorAt: Date;
}

/** The statuses in which the organization has what it pays for. The SQL function effective_plan_id has the same ones. */
const LIVE = ["active", "trialing", "past_due"];
/** The statuses of a subscription that gives no plan, until its invoices are paid or somebody resumes it. */
const STOPPED = ["unpaid", "paused"] as const;
export type Stopped = (typeof STOPPED)[number];
/** The statuses that never change again. */
const ENDED = ["canceled", "incomplete_expired"];

export const isLive = (status: string | null): boolean => status !== null && LIVE.includes(status);
export const isStopped = (status: string | null): status is Stopped => STOPPED.some((each) => each === status);
export const hasEnded = (status: string): boolean => ENDED.includes(status);

const fromSeconds = (seconds: number): Date => new Date(seconds * 1000);

const planOfItem = ({ price: { product } }: Stripe.SubscriptionItem): string | null =>
  planIdOf(typeof product === "string" ? product : product.id);

const intervalOf = ({ price }: Stripe.SubscriptionItem): BillingInterval | null =>
  BillingInterval.safeParse(price.recurring?.interval).data ?? null;

const planItemOf = (subscription: Stripe.Subscription): Stripe.SubscriptionItem | undefined =>
  subscription.items.data.find((item) => planOfItem(item) !== null);

/** If not, it is for something else that the customer pays for. */
export const isForPlan = (subscription: Stripe.Subscription): boolean => planItemOf(subscription) !== undefined;

/** Null if the subscription is for no plan. */
function stateOf(subscription: Stripe.Subscription): SubscriptionState | null {
  const item = planItemOf(subscription);
  if (!item) return null;
  const { cancel_at: cancelAt } = subscription;
  const cancelsAtPeriodEnd = subscription.cancel_at_period_end || (cancelAt !== null && cancelAt <= item.current_period_end);
  const end =
    cancelsAtPeriodEnd && cancelAt !== null ? Math.min(cancelAt, item.current_period_end) : item.current_period_end;
  return {
    subscriptionId: subscription.id,
    status: subscription.status,
    planId: planOfItem(item),
    interval: intervalOf(item),
    cancelsAtPeriodEnd,
    currentPeriodStart: fromSeconds(item.current_period_start),
    currentPeriodEnd: fromSeconds(end),
    anchorAt: fromSeconds(subscription.billing_cycle_anchor),
  };
}

function rank({ status }: Stripe.Subscription): number {
  if (status === "active" || status === "trialing") return 0;
  if (isLive(status)) return 1;
  return hasEnded(status) ? 3 : 2;
}

/** What the plan of a subscription costs. A subscription keeps its price, even if the plan has another one now. */
export interface CurrentPrice {
  planId: string | null;
  interval: BillingInterval | null;
  amountCents: number;
}

/** Null if the subscription has ended, or is for no plan. */
function priceOf(subscription: Stripe.Subscription): CurrentPrice | null {
  const item = hasEnded(subscription.status) ? undefined : planItemOf(subscription);
  if (!item) return null;
  return { planId: planOfItem(item), interval: intervalOf(item), amountCents: item.price.unit_amount ?? 0 };
}

export interface Choice {
  /** Null if the customer never had a subscription for a plan. */
  state: SubscriptionState | null;
  /** The ids of other live subscriptions for a plan. */
  surplus: string[];
  /** Null if it has ended. */
  price: CurrentPrice | null;
}

/**
 * Counts the oldest subscription that is paid, or else past due. Without one, the newest that has not ended, or else the newest.
 * Depends only on what Stripe has, never on what came first here.
 */
export function chooseSubscription(subscriptions: readonly Stripe.Subscription[]): Choice {
  const forPlans = subscriptions.filter(isForPlan);
  const oldestFirst = forPlans.toSorted((a, b) => a.created - b.created || (a.id < b.id ? -1 : 1));
  const [current, ...surplus] = oldestFirst.filter(({ status }) => isLive(status)).toSorted((a, b) => rank(a) - rank(b));
  const [other] = oldestFirst.toReversed().toSorted((a, b) => rank(a) - rank(b));
  const counted = current ?? other;
  return {
    state: counted ? stateOf(counted) : null,
    surplus: surplus.map(({ id }) => id),
    price: counted ? priceOf(counted) : null,
  };
}
