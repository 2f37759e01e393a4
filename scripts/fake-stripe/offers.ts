// The prices to which the portal lets a customer switch.
import { all, get } from "./state";
import type { PortalConfiguration, Price, Subscription } from "./wire";
import type { World } from "./world";

const keyOf = (world: World, price: Price) =>
  [get(world.state, "product", price.product).name, price.unit_amount, price.currency, price.recurring?.interval].join("|");

/**
 * The prices that the configuration lists. One that lists none offers the active recurring prices of the account, and without
 * these, every recurring price that a checkout session has used: Stripe itself would offer nothing then.
 */
export function offersOf(world: World, { features }: PortalConfiguration, { currency }: Subscription): Price[] {
  const listed = features.subscription_update.products?.flatMap(({ prices }) => prices);
  if (listed) return listed.map((id) => get(world.state, "price", id)).filter((price) => price.currency === currency);
  const recurring = all(world.state, "price").filter((price) => price.recurring && price.currency === currency);
  const active = recurring.filter((price) => price.active);
  const offers = new Map((active.length > 0 ? active : recurring).map((price) => [keyOf(world, price), price]));
  return [...offers.values()].sort((one, other) => (one.unit_amount ?? 0) - (other.unit_amount ?? 0));
}
