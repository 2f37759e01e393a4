// How invoices are paid: the attempts, their links to payments, and what a failure means for the subscription.
// https://docs.stripe.com/billing/revenue-recovery/smart-retries
import { invalid, StripeFailure } from "../failure";
import { all, get, newId } from "../state";
import type { Invoice, InvoicePayment, PaymentMethod } from "../wire";
import { change, emit, now, put, type World } from "../world";
import { pay, type PaymentResult } from "./payment";

const DAY = 86_400;
/** The time from each failed attempt to the next; after the last, there is none. */
const RETRIES = [3 * DAY, 5 * DAY, 7 * DAY];

export const subscriptionOf = ({ parent }: Invoice): string | null => {
  const subscription = parent?.subscription_details?.subscription;
  return typeof subscription === "string" ? subscription : null;
};

export function paymentOf(world: World, invoiceId: string): InvoicePayment | undefined {
  return all(world.state, "invoice_payment").find(({ invoice }) => invoice === invoiceId);
}

/** The card that pays: the subscription's, else the customer's. */
function cardFor(world: World, invoice: Invoice): PaymentMethod | null {
  const id = subscriptionOf(invoice);
  const subscription = id ? get(world.state, "subscription", id) : null;
  const customer = get(world.state, "customer", invoice.customer);
  const method = subscription?.default_payment_method ?? customer.invoice_settings.default_payment_method;
  return typeof method === "string" ? get(world.state, "payment_method", method) : null;
}

function link(world: World, invoice: Invoice, { intent, succeeded }: PaymentResult): void {
  const paid = succeeded ? { status: "paid", amount_paid: invoice.amount_due } : { status: "open", amount_paid: null };
  const status_transitions = { canceled_at: null, paid_at: succeeded ? now() : null };
  const existing = paymentOf(world, invoice.id);
  const payment = {
    id: existing?.id ?? newId("invoice_payment"),
    object: "invoice_payment",
    amount_requested: invoice.amount_due,
    created: existing?.created ?? now(),
    currency: invoice.currency,
    invoice: invoice.id,
    is_default: true,
    livemode: false,
    payment: { payment_intent: intent.id, type: "payment_intent" },
    ...paid,
    status_transitions,
  } satisfies InvoicePayment;
  put(world, "invoice_payment", payment);
  if (succeeded) emit(world, "invoice_payment.paid", payment);
}

function markPaid(world: World, invoice: Invoice): Invoice {
  const paid = change(world, "invoice", invoice.id, {
    status: "paid",
    amount_paid: invoice.amount_due,
    amount_remaining: 0,
    attempted: true,
    next_payment_attempt: null,
    status_transitions: { ...invoice.status_transitions, paid_at: now() },
  });
  emit(world, "invoice.paid", paid);
  emit(world, "invoice.payment_succeeded", paid);
  return paid;
}

function markFailed(world: World, invoice: Invoice): Invoice {
  const wait = invoice.billing_reason === "subscription_create" ? undefined : RETRIES[invoice.attempt_count - 1];
  const next_payment_attempt = wait === undefined ? null : now() + wait;
  const failed = change(world, "invoice", invoice.id, { attempted: true, next_payment_attempt });
  emit(world, "invoice.payment_failed", failed);
  return failed;
}

/** One attempt to pay. What it means for the subscription is the caller's to decide. */
export function attempt(
  world: World,
  invoiceId: string,
  options: { method?: PaymentMethod; first?: boolean } = {},
): Invoice {
  const invoice = get(world.state, "invoice", invoiceId);
  if (invoice.status !== "open") throw invalid(`Invoice is already ${invoice.status}`, undefined, "invoice_not_editable");
  if (invoice.amount_due === 0) return markPaid(world, invoice);
  const tried = change(world, "invoice", invoiceId, { attempt_count: invoice.attempt_count + 1 });
  const earlier = paymentOf(world, invoiceId)?.payment.payment_intent;
  const request = {
    amount: invoice.amount_due,
    currency: invoice.currency,
    customer: invoice.customer,
    method: options.method ?? cardFor(world, invoice),
    description: invoice.billing_reason === "subscription_create" ? "Subscription creation" : "Subscription update",
    metadata: {},
    first: options.first ?? false,
  };
  const result = pay(world, request, typeof earlier === "string" ? earlier : null);
  link(world, invoice, result);
  return result.succeeded ? markPaid(world, tried) : markFailed(world, tried);
}

/** The error of a request that asked for a payment which failed. @param hasEffect whether the attempt remains */
export function cardError(world: World, invoiceId: string, hasEffect: boolean): StripeFailure {
  const id = paymentOf(world, invoiceId)?.payment.payment_intent;
  const intent = typeof id === "string" ? get(world.state, "payment_intent", id) : null;
  const problem = intent?.last_payment_error;
  const details = {
    type: "card_error" as const,
    code: problem?.code ?? "invoice_payment_intent_requires_action",
    message: problem?.message ?? "The customer has no card that could be charged.",
    ...(problem?.decline_code && { decline_code: problem.decline_code }),
    ...(problem?.charge && { charge: problem.charge }),
    ...(intent && { payment_intent: intent }),
  };
  return new StripeFailure(402, details, hasEffect);
}

export function voidInvoice(world: World, id: string): Invoice {
  const invoice = get(world.state, "invoice", id);
  if (invoice.status !== "open") throw invalid(`Invoice is already ${invoice.status}`, undefined, "invoice_not_editable");
  const status_transitions = { ...invoice.status_transitions, voided_at: now() };
  const voided = change(world, "invoice", id, { status: "void", status_transitions, next_payment_attempt: null });
  emit(world, "invoice.voided", voided);
  return voided;
}
