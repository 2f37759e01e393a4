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
  currentPeriodEnd: Date | null;
  startedAt: Date;
}

/** The statuses in which the organization has what it pays for. The SQL function effective_plan_id has the same ones. */
const LIVE = ["active", "trialing", "past_due"];
/** The statuses that never change again. */
const ENDED = ["canceled", "incomplete_expired"];

export const isLive = (status: string | null): boolean => status !== null && LIVE.includes(status);
export const hasEnded = (status: string): boolean => ENDED.includes(status);

const fromSeconds = (seconds: number): Date => new Date(seconds * 1000);

export function stateOf(subscription: Stripe.Subscription): SubscriptionState {
  const [item] = subscription.items.data;
  const interval = BillingInterval.safeParse(item?.price.recurring?.interval).data ?? null;
  const product = item?.price.product;
  return {
    subscriptionId: subscription.id,
    status: subscription.status,
    planId: product === undefined ? null : planIdOf(typeof product === "string" ? product : product.id),
    interval,
    cancelsAtPeriodEnd: subscription.cancel_at_period_end || subscription.cancel_at !== null,
    currentPeriodEnd: item ? fromSeconds(item.current_period_end) : null,
    startedAt: fromSeconds(subscription.start_date),
  };
}

const rank = ({ status }: Stripe.Subscription): number => {
  if (status === "active" || status === "trialing") return 0;
  return isLive(status) ? 1 : 2;
};

export interface Choice {
  /** The subscription that counts: the oldest that is paid, or else past due, or else the newest of those that are not live. */
  current: Stripe.Subscription | null;
  /** Other live subscriptions, which the customer must not pay for. */
  surplus: Stripe.Subscription[];
}

/** Depends only on what Stripe has, never on what came first here. */
export function chooseSubscription(subscriptions: readonly Stripe.Subscription[]): Choice {
  const byAge = subscriptions.toSorted((a, b) => a.created - b.created || (a.id < b.id ? -1 : 1));
  const live = byAge.filter(({ status }) => isLive(status)).toSorted((a, b) => rank(a) - rank(b));
  const [current, ...surplus] = live;
  return { current: current ?? byAge.at(-1) ?? null, surplus };
}
