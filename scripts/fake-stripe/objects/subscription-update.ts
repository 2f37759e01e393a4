// Changes of subscriptions: another price, the end at the end of the period, and the end at once.
// https://docs.stripe.com/api/subscriptions
import { z } from "zod";
import { invalid, missing } from "../failure";
import type { Params } from "../form";
import { expand, flag, mergeMetadata, metadata, parse, text } from "../parse";
import { get } from "../state";
import type { Subscription } from "../wire";
import { change, now, type World } from "../world";
import { attempt, cardError } from "./invoice-payment";
import { changePrice, item, priceFor } from "./price-change";
import { end, itemOf, settle, startSubscription } from "./subscription";

const details = z.strictObject({
  comment: text.optional(),
  feedback: z
    .enum([
      ...(["customer_service", "low_quality", "missing_features", "other", "switched_service"] as const),
      ...(["too_complex", "too_expensive", "unused"] as const),
    ])
    .optional(),
});

const update = z.strictObject({
  ...expand,
  items: z.array(item).max(1).optional(),
  cancel_at_period_end: flag.optional(),
  cancellation_details: details.optional(),
  default_payment_method: text.optional(),
  description: text.optional(),
  metadata: metadata.optional(),
  proration_behavior: z.enum(["always_invoice", "create_prorations", "none"]).optional(),
  payment_behavior: z.enum(["allow_incomplete", "error_if_incomplete"]).optional(),
  billing_cycle_anchor: z.enum(["now", "unchanged"]).optional(),
  off_session: flag.optional(),
});
const creation = z.strictObject({
  ...expand,
  customer: text,
  items: z.array(item.omit({ id: true })).length(1),
  default_payment_method: text.optional(),
  description: text.optional(),
  metadata: metadata.optional(),
  payment_behavior: z.enum(["allow_incomplete", "error_if_incomplete"]).optional(),
});
const cancellation = z.strictObject({
  ...expand,
  cancellation_details: details.optional(),
  invoice_now: flag.optional(),
  prorate: flag.optional(),
});

const NO_DETAILS = { comment: null, feedback: null, feedback_option: null, reason: null };

/** @throws StripeFailure */
export function updateSubscription(world: World, id: string, params: Params): Subscription {
  const subscription = get(world.state, "subscription", id);
  const asked = parse(update, params);
  if (
    subscription.status === "canceled" &&
    Object.keys(params).some((name) => !/^(metadata|cancellation_details|expand)$/.test(name))
  )
    throw invalid("A canceled subscription can only update its cancellation_details and metadata.");
  if (asked.default_payment_method)
    get(world.state, "payment_method", asked.default_payment_method, "default_payment_method");
  const base = subscription.cancellation_details ?? NO_DETAILS;
  const { cancel_at_period_end: cancels } = asked;
  const changes: Partial<Subscription> = {
    metadata: mergeMetadata(subscription.metadata, asked.metadata),
    ...(asked.default_payment_method && { default_payment_method: asked.default_payment_method }),
    ...(asked.description !== undefined && { description: asked.description || null }),
    ...(asked.cancellation_details && { cancellation_details: { ...base, ...asked.cancellation_details } }),
    ...(cancels !== undefined && {
      cancel_at_period_end: cancels,
      cancel_at: cancels ? itemOf(subscription).current_period_end : null,
      canceled_at: cancels ? (subscription.canceled_at ?? now()) : null,
      cancellation_details: {
        ...base,
        ...asked.cancellation_details,
        reason: cancels ? "cancellation_requested" : null,
      },
    }),
  };
  const changed = change(world, "subscription", id, changes, "customer.subscription.updated");
  const [asItem] = asked.items ?? [];
  const invoice = asItem ? changePrice(world, changed, asItem, asked) : null;
  if (!invoice) return get(world.state, "subscription", id);
  const tried = attempt(world, invoice.id);
  if (tried.status !== "paid" && asked.payment_behavior === "error_if_incomplete") throw cardError(world, invoice.id, false);
  return settle(world, tried);
}

export function createSubscription(world: World, params: Params): Subscription {
  const asked = parse(creation, params);
  const customer = get(world.state, "customer", asked.customer, "customer");
  const [first] = asked.items;
  const price = first ? priceFor(world, first) : null;
  if (!price) throw invalid("Missing required param: items[0][price].", "items[0][price]", "parameter_missing");
  const method = asked.default_payment_method ?? null;
  if (method) get(world.state, "payment_method", method, "default_payment_method");
  else if (!customer.invoice_settings.default_payment_method)
    throw invalid("This customer has no attached payment source or default payment method.", undefined, "resource_missing");
  const draft = {
    customer: customer.id,
    price,
    quantity: first?.quantity ?? 1,
    method,
    metadata: mergeMetadata({}, asked.metadata),
    description: asked.description ?? null,
  };
  return startSubscription(world, draft, false);
}

/** Ends a subscription at once. One that has ended cannot be found for this any more. */
export function cancelSubscription(world: World, id: string, params: Params): Subscription {
  const subscription = get(world.state, "subscription", id);
  const asked = parse(cancellation, params);
  if (subscription.status === "canceled") throw missing("subscription", id);
  const base = subscription.cancellation_details ?? NO_DETAILS;
  const cancellation_details = { ...base, ...asked.cancellation_details };
  change(world, "subscription", id, { cancellation_details, cancel_at_period_end: false, cancel_at: null });
  return end(world, id, "cancellation_requested");
}
