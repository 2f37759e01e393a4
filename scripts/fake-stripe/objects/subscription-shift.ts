// Lets the rest of a period pass by moving the past of a subscription back, because the clock of the app cannot be moved.
import { invalid } from "../failure";
import { get } from "../state";
import type { Subscription } from "../wire";
import { change, now, type World } from "../world";
import { itemOf, withItem } from "./subscription";

/** After this, the current period of the subscription ends now. */
export function shiftToRenewal(world: World, id: string): Subscription {
  const subscription = get(world.state, "subscription", id);
  if (subscription.status === "canceled") throw invalid("The subscription has ended.");
  const item = itemOf(subscription);
  const shift = item.current_period_end - now();
  const items = withItem(subscription, {
    current_period_start: item.current_period_start - shift,
    current_period_end: now(),
  });
  return change(world, "subscription", id, {
    items,
    start_date: subscription.start_date - shift,
    billing_cycle_anchor: now(),
    ...(subscription.cancel_at !== null && { cancel_at: now() }),
  });
}
