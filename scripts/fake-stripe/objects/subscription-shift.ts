// Lets time pass by moving the past of a subscription back, because the clock of the app and its database cannot be moved.
import { invalid } from "../failure";
import { get } from "../state";
import type { Subscription } from "../wire";
import { change, now, type World } from "../world";
import { itemOf, withItem } from "./subscription";
import { addMonths, earlierAnchor } from "./subscription-period";

const AVERAGE_MONTH = (365.25 / 12) * 86_400;

function runningSubscription(world: World, id: string): Subscription {
  const subscription = get(world.state, "subscription", id);
  if (subscription.status === "canceled") throw invalid("The subscription has ended.");
  return subscription;
}

/** After this, the current period of the subscription ends now. Whole months have passed since its start. */
export function shiftToRenewal(world: World, id: string): Subscription {
  const subscription = runningSubscription(world, id);
  const item = itemOf(subscription);
  const months = Math.round((item.current_period_end - subscription.start_date) / AVERAGE_MONTH);
  const periodMonths = Math.round((item.current_period_end - item.current_period_start) / AVERAGE_MONTH);
  const items = withItem(subscription, {
    current_period_start: addMonths(now(), -periodMonths),
    current_period_end: now(),
  });
  return change(world, "subscription", id, {
    items,
    start_date: addMonths(now(), -months),
    billing_cycle_anchor: earlierAnchor(now(), item.price),
    ...(subscription.cancel_at !== null && { cancel_at: now() }),
  });
}

/** A month passes within the period of a subscription, which does not renew. */
export function shiftByMonth(world: World, id: string): Subscription {
  const subscription = runningSubscription(world, id);
  const { current_period_start: start, current_period_end: end } = itemOf(subscription);
  const earlier = (time: number) => addMonths(time, -1);
  if (earlier(end) <= now()) throw invalid("The period ends within a month: advance to the renewal.");
  const items = withItem(subscription, { current_period_start: earlier(start), current_period_end: earlier(end) });
  const changes = {
    items,
    start_date: earlier(subscription.start_date),
    billing_cycle_anchor: earlier(subscription.billing_cycle_anchor),
    ...(subscription.cancel_at !== null && { cancel_at: earlier(subscription.cancel_at) }),
  };
  return change(world, "subscription", id, changes, "customer.subscription.updated");
}
