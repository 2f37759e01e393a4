// Subscriptions with one item. https://docs.stripe.com/api/subscriptions
import { get, newId } from "../state";
import type { Invoice, Price, Subscription, SubscriptionItem } from "../wire";
import { change, emit, now, put, type World } from "../world";
import { createInvoice, type LineDraft } from "./invoice";
import { attempt, subscriptionOf } from "./invoice-payment";
import { planOf } from "./price";
import { nextPeriodEnd, periodEnd } from "./subscription-period";
import { releaseSchedule, scheduledPrice } from "./subscription-schedule";

export interface SubscriptionDraft {
  customer: string;
  price: Price;
  quantity: number;
  method: string | null;
  metadata: Record<string, string>;
  description: string | null;
}

export function itemOf(subscription: Subscription): SubscriptionItem {
  const [item] = subscription.items.data;
  if (!item) throw new Error(`${subscription.id} has no item`);
  return item;
}

function newItem(subscription: string, price: Price, quantity: number): SubscriptionItem {
  return {
    id: newId("subscription").replace(/^sub_/, "si_"),
    object: "subscription_item",
    billing_thresholds: null,
    created: now(),
    current_period_end: periodEnd(now(), price),
    current_period_start: now(),
    current_trial: null,
    discounts: [],
    metadata: {},
    plan: planOf(price),
    price,
    quantity,
    subscription,
    tax_rates: [],
  };
}

export function newSubscription({
  customer,
  price,
  quantity,
  method,
  metadata,
  description,
}: SubscriptionDraft): Subscription {
  const id = newId("subscription");
  return {
    id,
    object: "subscription",
    application: null,
    application_fee_percent: null,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null },
    billing_cycle_anchor: now(),
    billing_cycle_anchor_config: null,
    billing_mode: { flexible: { proration_discounts: "included" }, type: "flexible" },
    billing_schedules: [],
    billing_thresholds: null,
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
    collection_method: "charge_automatically",
    created: now(),
    currency: price.currency,
    customer,
    customer_account: null,
    days_until_due: null,
    default_payment_method: method,
    default_source: null,
    default_tax_rates: [],
    description,
    discounts: [],
    ended_at: null,
    invoice_settings: {
      account_tax_ids: null,
      custom_fields: null,
      description: null,
      footer: null,
      issuer: { type: "self" },
    },
    items: {
      object: "list",
      data: [newItem(id, price, quantity)],
      has_more: false,
      url: `/v1/subscription_items?subscription=${id}`,
    },
    latest_invoice: null,
    livemode: false,
    managed_payments: null,
    metadata,
    next_pending_invoice_item_invoice: null,
    on_behalf_of: null,
    pause_collection: null,
    payment_settings: {
      payment_method_options: null,
      payment_method_types: null,
      save_default_payment_method: "off",
    },
    pending_invoice_item_interval: null,
    pending_setup_intent: null,
    pending_update: null,
    schedule: null,
    start_date: now(),
    status: "incomplete",
    test_clock: null,
    transfer_data: null,
    trial_end: null,
    trial_settings: { end_behavior: { billing_cycle_anchor: null, missing_payment_method: "create_invoice" } },
    trial_start: null,
  } satisfies Subscription;
}

export function withItem(subscription: Subscription, changes: Partial<SubscriptionItem>): Subscription["items"] {
  return { ...subscription.items, data: [{ ...itemOf(subscription), ...changes }] };
}

/** The line of the item for a period. */
export function lineFor(world: World, item: SubscriptionItem, period: { start: number; end: number }): LineDraft {
  const product = get(world.state, "product", item.price.product);
  const { unit_amount, recurring, id } = item.price;
  const each = `$${((unit_amount ?? 0) / 100).toFixed(2)} / ${recurring?.interval ?? "month"}`;
  return {
    amount: (unit_amount ?? 0) * item.quantity,
    description: `${item.quantity} × ${product.name} (at ${each})`,
    price: id,
    product: product.id,
    quantity: item.quantity,
    period,
    proration: false,
  };
}

/** Starts a subscription and charges the first period. It stays incomplete if that fails. */
export function startSubscription(world: World, draft: SubscriptionDraft, first: boolean): Subscription {
  const subscription = put(world, "subscription", newSubscription(draft));
  const item = itemOf(subscription);
  const period = { start: item.current_period_start, end: item.current_period_end };
  const invoice = createInvoice(world, subscription, "subscription_create", [lineFor(world, item, period)]);
  emit(world, "customer.subscription.created", get(world.state, "subscription", subscription.id));
  return settle(world, attempt(world, invoice.id, { first }));
}

/** Adapts the status of a subscription to the result of an attempt to pay its invoice. */
export function settle(world: World, invoice: Invoice): Subscription {
  const subscription = get(world.state, "subscription", subscriptionOf(invoice) ?? "");
  if (subscription.status === "canceled") return subscription;
  if (invoice.status === "paid") {
    return change(world, "subscription", subscription.id, { status: "active" }, "customer.subscription.updated");
  }
  if (invoice.billing_reason === "subscription_create") return subscription;
  if (invoice.next_payment_attempt === null) return end(world, subscription.id, "payment_failed");
  return change(world, "subscription", subscription.id, { status: "past_due" }, "customer.subscription.updated");
}

/** Ends a subscription at once. */
export function end(
  world: World,
  id: string,
  reason: "cancellation_requested" | "payment_failed" | "payment_disputed",
): Subscription {
  const { cancellation_details: details, canceled_at } = get(world.state, "subscription", id);
  const base = details ?? { comment: null, feedback: null, feedback_option: null, reason: null };
  const ended = change(world, "subscription", id, {
    status: "canceled",
    canceled_at: canceled_at ?? now(),
    ended_at: now(),
    cancellation_details: { ...base, reason: base.reason ?? reason },
  });
  emit(world, "customer.subscription.deleted", ended);
  return ended;
}

/** Ends the current period: the subscription renews and is charged, or ends if it was canceled for this moment. */
export function renew(world: World, id: string): Subscription {
  const subscription = get(world.state, "subscription", id);
  if (subscription.cancel_at_period_end) return end(world, id, "cancellation_requested");
  const scheduled = scheduledPrice(world, id);
  if (scheduled) releaseSchedule(world, id);
  const item = { ...itemOf(subscription), ...(scheduled && { price: scheduled, plan: planOf(scheduled) }) };
  const start = item.current_period_end;
  const period = { start, end: nextPeriodEnd(subscription.billing_cycle_anchor, start, item.price) };
  const pending = world.state.hidden.pendingItems[id] ?? [];
  Reflect.deleteProperty(world.state.hidden.pendingItems, id);
  const prorations = pending.map((each): LineDraft => ({ ...each, quantity: 1, period, proration: true }));
  const items = withItem(subscription, { ...item, current_period_start: period.start, current_period_end: period.end });
  const renewed = change(world, "subscription", id, { items }, "customer.subscription.updated");
  const invoice = createInvoice(world, renewed, "subscription_cycle", [lineFor(world, item, period), ...prorations]);
  return settle(world, attempt(world, invoice.id));
}
