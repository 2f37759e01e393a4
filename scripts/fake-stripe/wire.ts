// The objects of the API as JSON carries them, derived from the client's own types, so that the compiler refuses an object
// whose fields Stripe does not have, that lacks one, or whose enumeration has a value that Stripe does not document.
import type Stripe from "stripe";

/** The documented values of an enumeration: the client's types also accept any other string. */
type Literals<V> = V extends string ? (string extends V ? never : V) : never;

/** A reference is an id unless it was expanded, and a decimal number is text. */
type Field<V> = V extends Stripe.Decimal ? string : V;
type Unexpanded<V> = [Extract<V, string>] extends [never] ? Field<V> : Exclude<V, object>;
type Value<V> = [Literals<V>] extends [never] ? Unexpanded<V> : Literals<V> | Exclude<V, string>;

export type Wire<T> = { [K in keyof T]: Value<T[K]> };
type Replace<T, U> = Omit<T, keyof U> & U;

export interface List<T> {
  object: "list";
  data: T[];
  has_more: boolean;
  url: string;
}

export type Customer = Wire<Stripe.Customer>;
export type Product = Wire<Stripe.Product>;
export type Price = Replace<Wire<Stripe.Price>, { recurring: Wire<Stripe.Price.Recurring> | null }>;
export type Plan = Wire<Stripe.Plan>;
export type SubscriptionItem = Replace<Wire<Stripe.SubscriptionItem>, { plan: Plan; price: Price; quantity: number }>;
export type Subscription = Replace<Wire<Stripe.Subscription>, { items: List<SubscriptionItem>; customer: string }>;
export type InvoiceLine = Replace<
  Wire<Stripe.InvoiceLineItem>,
  { pricing: { price_details: { price: string; product: string }; type: "price_details"; unit_amount_decimal: string } }
>;
export type Invoice = Replace<Wire<Stripe.Invoice>, { lines: List<InvoiceLine>; customer: string }>;
export type InvoicePayment = Wire<Stripe.InvoicePayment>;
export type LineItem = Replace<Wire<Stripe.LineItem>, { price: Price; quantity: number }>;
export type CheckoutSession = Wire<Stripe.Checkout.Session>;
export type PortalSession = Wire<Stripe.BillingPortal.Session>;
export type PortalConfiguration = Wire<Stripe.BillingPortal.Configuration>;
export type PaymentMethod = Wire<Stripe.PaymentMethod>;
export type PaymentError = Replace<Wire<Stripe.PaymentIntent.LastPaymentError>, { payment_method?: PaymentMethod }>;
export type PaymentIntent = Replace<Wire<Stripe.PaymentIntent>, { last_payment_error: PaymentError | null }>;
export type Charge = Wire<Stripe.Charge>;
export type Refund = Wire<Stripe.Refund>;
export type Dispute = Replace<Wire<Stripe.Dispute>, { charge: string }>;
export type EventType = Stripe.Event["type"];
export interface Event
  extends Pick<Stripe.Event, "id" | "object" | "created" | "livemode" | "pending_webhooks" | "request"> {
  api_version: string;
  type: EventType;
  data: { object: unknown; previous_attributes?: unknown };
}
