// The input and output of the operations on billing.
import "server-only";
import { z } from "zod";
import { Id, Time } from "@/lib/access/schemas";
import { Reason } from "@/lib/access/reason";
import { pageShape } from "@/lib/lists/schemas";
import { atMost } from "@/lib/text/at-most";
import { EVENT_TYPES } from "./event-types";

export const BillingInterval = z.enum(["month", "year"], { error: "Please choose monthly or yearly." });
export type BillingInterval = z.output<typeof BillingInterval>;

const Slug = z.string().check(atMost(40));

export const StartCheckoutInput = z.strictObject({
  plan: Slug.meta({ examples: ["professional"] }),
  interval: BillingInterval,
});

export const BuyCreditsInput = z.strictObject({ pack: Slug.meta({ examples: ["5m"] }) });

/** The id of a checkout at Stripe, as it is in the URL to which a payment returns. Any text, because an unknown one is NOT_FOUND. */
export const VerifyCheckoutInput = z.strictObject({
  checkout: z
    .string()
    .check(atMost(255))
    .meta({ examples: ["cs_test_a1b2c3d4e5f6"] }),
});

/** Where to send the browser. */
export const PaymentPage = z
  .strictObject({
    /** The id of the checkout, for `verify`. */
    checkout: z.string(),
    url: z.string(),
    expires_at: Time,
  })
  .meta({ title: "PaymentPage" });
export type PaymentPage = z.output<typeof PaymentPage>;

export const PortalPage = z.strictObject({ url: z.string() }).meta({ title: "PortalPage" });

const CheckoutStatus = z.enum(["open", "paid", "expired"]);

export const CheckoutView = z
  .strictObject({
    checkout: z.string(),
    kind: z.enum(["subscription", "credits"]),
    /** `open` until Stripe reports the payment. */
    status: CheckoutStatus,
    /** Of a credit pack, once it is paid. */
    credits: z.number(),
  })
  .meta({ title: "Checkout" });
export type CheckoutView = z.output<typeof CheckoutView>;

interface CheckoutRow {
  sessionId: string;
  kind: string;
  status: string;
  credits: bigint;
}

export function viewCheckout({ sessionId, kind, status, credits }: CheckoutRow): CheckoutView {
  return CheckoutView.parse({ checkout: sessionId, kind, status, credits: status === "paid" ? Number(credits) : 0 });
}

export const PackView = z
  .strictObject({ id: z.string(), credits: z.number(), price_cents: z.number(), currency: z.string() })
  .meta({ title: "CreditPack" });
export type PackView = z.output<typeof PackView>;

export const PacksView = z.strictObject({ items: z.array(PackView) });

const PurchaseView = z.strictObject({
  id: z.uuid(),
  credits: z.number(),
  /** How many of them were taken back, because the payment was refunded or is disputed. */
  credits_taken_back: z.number(),
  price_cents: z.number(),
  currency: z.string(),
  paid_at: Time,
});

const OfferView = z.strictObject({
  slug: z.string(),
  name: z.string(),
  description: z.string(),
  currency: z.string(),
  /** Null if the plan is not sold for this interval. */
  monthly_price_cents: z.number().nullable(),
  yearly_price_cents: z.number().nullable(),
});
export type OfferView = z.output<typeof OfferView>;

export const BillingView = z
  .strictObject({
    /** The plan that applies now. */
    plan: z.strictObject({ slug: z.string(), name: z.string() }),
    /** Whether a system admin granted the plan, independent of any subscription. */
    is_granted: z.boolean(),
    /** Null without a subscription, past or present. */
    subscription: z
      .strictObject({
        plan: z.strictObject({ slug: z.string(), name: z.string() }).nullable(),
        /** Stripe's word, such as `active` or `past_due`. */
        status: z.string(),
        /** Whether it gives the organization its plan. */
        is_live: z.boolean(),
        /** Whether it is over. Until then, no other can be started. */
        has_ended: z.boolean(),
        interval: BillingInterval.nullable(),
        cancels_at_period_end: z.boolean(),
        current_period_end: Time.nullable(),
      })
      .nullable(),
    /** Whether this installation takes payments. */
    takes_payments: z.boolean(),
    /** Whether the organization has a customer at Stripe, and so a portal. */
    has_portal: z.boolean(),
    /** The plans on sale. */
    offers: z.array(OfferView),
    packs: z.array(PackView),
    /** The latest ten. */
    purchases: z.array(PurchaseView),
  })
  .meta({ title: "Billing" });
export type BillingView = z.output<typeof BillingView>;

export const EventStatus = z.enum(["pending", "handled", "ignored"]);

export const ListEventsInput = z.strictObject({
  state: z.enum(["pending", "failing", "handled", "ignored"], { error: "Please choose a state." }).optional(),
  type: z.enum(EVENT_TYPES, { error: "Please choose a type of event." }).optional(),
  ...pageShape,
});

export const EventView = z
  .strictObject({
    id: z.uuid(),
    event: z.string(),
    type: z.string(),
    /** The object at Stripe that the event is about. */
    object: z.string(),
    customer: z.string().nullable(),
    organization: z.strictObject({ id: z.uuid(), name: z.string() }).nullable(),
    status: EventStatus,
    attempts: z.number(),
    last_error: z.string().nullable(),
    /** Null unless the event is pending. */
    next_attempt_at: Time.nullable(),
    created_at: Time,
    received_at: Time,
    handled_at: Time.nullable(),
  })
  .meta({ title: "StripeEvent" });
export type EventView = z.output<typeof EventView>;

export const ClosuresView = z
  .strictObject({
    /** How many there are, also those that are not shown. */
    failing_count: z.number(),
    failing: z.array(
      z.strictObject({
        customer: z.string(),
        deleted_at: Time,
        attempts: z.number(),
        last_error: z.string(),
        next_attempt_at: Time,
      }),
    ),
  })
  .meta({ title: "StripeClosures" });
export type ClosuresView = z.output<typeof ClosuresView>;

export const ReplayEventInput = z.strictObject({ id: Id, reason: Reason });
