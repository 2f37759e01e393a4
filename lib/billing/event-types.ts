// The types of Stripe's events that change something here, and where the id of the object to read is. All others are answered
// and forgotten. https://docs.stripe.com/api/events/types
import "server-only";

/** What an event is about, which decides what is read at Stripe. */
export type Subject = "subscription" | "checkout" | "charge" | "refund" | "dispute";

export const EVENT_SUBJECTS = {
  "customer.subscription.created": "subscription",
  "customer.subscription.updated": "subscription",
  "customer.subscription.deleted": "subscription",
  "invoice.paid": "subscription",
  "invoice.payment_failed": "subscription",
  "checkout.session.completed": "checkout",
  "checkout.session.expired": "checkout",
  "checkout.session.async_payment_succeeded": "checkout",
  "checkout.session.async_payment_failed": "checkout",
  "charge.refunded": "charge",
  "refund.updated": "refund",
  "refund.failed": "refund",
  "charge.dispute.created": "dispute",
  "charge.dispute.updated": "dispute",
  "charge.dispute.funds_withdrawn": "dispute",
  "charge.dispute.closed": "dispute",
} as const satisfies Record<string, Subject>;

export type EventType = keyof typeof EVENT_SUBJECTS;

export const EVENT_TYPES = Object.keys(EVENT_SUBJECTS) as EventType[];

export const isHandledType = (type: string): type is EventType => Object.hasOwn(EVENT_SUBJECTS, type);
