// Another price or quantity of a subscription, and what that costs. https://docs.stripe.com/billing/subscriptions/prorations
import { z } from "zod";
import { invalid, missing } from "../failure";
import { integer, text } from "../parse";
import { get } from "../state";
import type { Invoice, Price, Subscription } from "../wire";
import { change, now, type World } from "../world";
import { createInvoice, type LineDraft } from "./invoice";
import { createInlinePrice, planOf, priceData } from "./price";
import { itemOf, lineFor, withItem } from "./subscription";
import { periodEnd } from "./subscription-period";

export const item = z.strictObject({
  id: text.optional(),
  price: text.optional(),
  price_data: priceData.omit({ product_data: true }).optional(),
  quantity: integer.pipe(z.number().min(1)).optional(),
});
type Item = z.output<typeof item>;

export function priceFor(world: World, asked: Item): Price | null {
  if (asked.price_data) return createInlinePrice(world, asked.price_data, "items[0][price_data]");
  if (!asked.price) return null;
  const price = get(world.state, "price", asked.price, "items[0][price]");
  if (!price.recurring)
    throw invalid(
      "The price specified is set to `type=one_time` but this field only accepts recurring prices.",
      "items[0][price]",
    );
  return price;
}

/** The unused part of the current period is credited; the new price is charged for the rest of it, or for a new period. */
function prorations(world: World, before: Subscription, after: Subscription, isNewPeriod: boolean): LineDraft[] {
  const [old, next] = [itemOf(before), itemOf(after)];
  const { current_period_start: start, current_period_end: until } = old;
  const share = Math.min(Math.max((until - now()) / (until - start), 0), 1);
  const rest = { start: now(), end: until };
  const name = (price: Price) => get(world.state, "product", price.product).name;
  const credit: LineDraft = {
    ...lineFor(world, old, rest),
    amount: -Math.round((old.price.unit_amount ?? 0) * old.quantity * share),
    description: `Unused time on ${name(old.price)}`,
    proration: true,
  };
  if (isNewPeriod) return [credit, lineFor(world, next, { start: next.current_period_start, end: next.current_period_end })];
  const charge: LineDraft = {
    ...lineFor(world, next, rest),
    amount: Math.round((next.price.unit_amount ?? 0) * next.quantity * share),
    description: `Remaining time on ${name(next.price)}`,
    proration: true,
  };
  return [credit, charge];
}

interface HowToCharge {
  proration_behavior?: "always_invoice" | "create_prorations" | "none";
  billing_cycle_anchor?: "now" | "unchanged";
}

/** Returns the invoice that the change causes now, if any. @throws StripeFailure */
export function changePrice(
  world: World,
  subscription: Subscription,
  asked: Item,
  { proration_behavior, billing_cycle_anchor }: HowToCharge,
): Invoice | null {
  const current = itemOf(subscription);
  if (!asked.id) throw invalid("The simulator's subscriptions have one item: pass its id to change it.", "items[0][id]");
  if (asked.id !== current.id) throw missing("subscription_item", asked.id, "items[0][id]");
  const price = priceFor(world, asked) ?? current.price;
  const isSameInterval =
    price.recurring?.interval === current.price.recurring?.interval &&
    price.recurring?.interval_count === current.price.recurring?.interval_count;
  const isNewPeriod = !isSameInterval || billing_cycle_anchor === "now";
  const period = isNewPeriod && { current_period_start: now(), current_period_end: periodEnd(now(), price) };
  const items = withItem(subscription, {
    price,
    plan: planOf(price),
    quantity: asked.quantity ?? current.quantity,
    ...period,
  });
  const changes = { items, ...(isNewPeriod && { billing_cycle_anchor: now() }) };
  const after = change(world, "subscription", subscription.id, changes, "customer.subscription.updated");
  if (price.id === current.price.id && after.items.data[0]?.quantity === current.quantity) return null;
  const drafts = proration_behavior === "none" && !isNewPeriod ? [] : prorations(world, subscription, after, isNewPeriod);
  if (isNewPeriod || proration_behavior === "always_invoice") {
    const due = proration_behavior === "none" ? drafts.filter(({ proration }) => !proration) : drafts;
    return due.length > 0 ? createInvoice(world, after, "subscription_update", due) : null;
  }
  world.state.hidden.pendingItems[subscription.id] = [
    ...(world.state.hidden.pendingItems[subscription.id] ?? []),
    ...drafts.map(({ amount, description, price: id, product }) => ({ amount, description, price: id, product })),
  ];
  return null;
}
