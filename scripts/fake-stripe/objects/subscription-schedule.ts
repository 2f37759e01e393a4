// A change of the price that waits for the end of the period. Stripe's portal makes a schedule for it, of which the API of the
// simulator shows only the id. https://docs.stripe.com/billing/subscriptions/subscription-schedules
import { get, randomText } from "../state";
import type { Price, Subscription } from "../wire";
import { change, type World } from "../world";

export function scheduledPrice(world: World, subscription: string): Price | null {
  const price = world.state.hidden.scheduledPrices?.[subscription];
  return price === undefined ? null : get(world.state, "price", price);
}

export function schedulePrice(world: World, id: string, price: string): Subscription {
  world.state.hidden.scheduledPrices = { ...world.state.hidden.scheduledPrices, [id]: price };
  return change(world, "subscription", id, { schedule: `sub_sched_${randomText(24)}` }, "customer.subscription.updated");
}

/** The price stays as it is. */
export function releaseSchedule(world: World, id: string): Subscription {
  const { [id]: _, ...others } = world.state.hidden.scheduledPrices ?? {};
  world.state.hidden.scheduledPrices = others;
  return change(world, "subscription", id, { schedule: null }, "customer.subscription.updated");
}
