// A checkout that is paid by a debit of a bank account, which takes days and may fail. Until then the session is complete and
// unpaid, and a subscription is active. https://docs.stripe.com/payments/checkout/fulfill-orders#delayed-notification
import { checkCard, type CheckedCard } from "../cards";
import { invalid } from "../failure";
import { get } from "../state";
import type { CheckoutSession, PaymentMethod } from "../wire";
import { change, emit, put, type World } from "../world";
import { createInvoice } from "./invoice";
import { attempt } from "./invoice-payment";
import { pay } from "./payment";
import { attachCard } from "./payment-method";
import { itemOf, lineFor, newSubscription, settle } from "./subscription";

const idOf = (reference: CheckoutSession["customer"]): string => (typeof reference === "string" ? reference : "");

const requestOf = ({ amount_total, currency, customer }: CheckoutSession, method: PaymentMethod | null) => ({
  ...{ amount: amount_total ?? 0, currency: currency ?? "usd", customer: idOf(customer), method },
  ...{ description: null, metadata: {}, first: true },
});

function startPayment(world: World, session: CheckoutSession): Partial<CheckoutSession> {
  const { intent } = pay(world, requestOf(session, null));
  change(world, "payment_intent", intent.id, { status: "processing" });
  return { payment_intent: intent.id };
}

function startPaying(world: World, session: CheckoutSession): Partial<CheckoutSession> {
  const [line] = world.state.hidden.lineItems[session.id] ?? [];
  if (!line) throw invalid("The session has no items.");
  const { price, quantity } = line;
  const draft = { customer: idOf(session.customer), price, quantity, method: null, metadata: {}, description: null };
  const subscription = put(world, "subscription", { ...newSubscription(draft), status: "active" });
  const item = itemOf(subscription);
  const period = { start: item.current_period_start, end: item.current_period_end };
  const invoice = createInvoice(world, subscription, "subscription_create", [lineFor(world, item, period)]);
  emit(world, "customer.subscription.created", get(world.state, "subscription", subscription.id));
  return { subscription: subscription.id, invoice: invoice.id };
}

/** @throws StripeFailure unless the session is open, has a customer and accepts debits */
export function startDebit(world: World, id: string): CheckoutSession {
  const session = get(world.state, "checkout.session", id);
  const isAccepted = session.payment_method_types.includes("us_bank_account");
  if (session.status !== "open" || !session.customer || !isAccepted)
    throw invalid("This session cannot be paid by a debit.");
  const links = session.mode === "subscription" ? startPaying(world, session) : startPayment(world, session);
  const completed = change(world, "checkout.session", id, {
    ...links,
    status: "complete",
    payment_status: "unpaid",
    url: null,
  });
  emit(world, "checkout.session.completed", completed);
  return completed;
}

/** The simulator's payment methods are cards, so the debit's charge has one too. */
function methodFor(world: World, { customer }: CheckoutSession): PaymentMethod {
  const card = checkCard({ number: "4242424242424242", expiry: "12 / 49", cvc: "123", name: "" }) as CheckedCard;
  return attachCard(world, idOf(customer), card, null);
}

export function decideDebit(world: World, id: string, outcome: "succeeded" | "failed"): CheckoutSession {
  const session = get(world.state, "checkout.session", id);
  if (session.status !== "complete" || session.payment_status !== "unpaid") throw invalid("No debit is under way.");
  const { invoice, subscription, payment_intent: intent } = session;
  const isPaid = outcome === "succeeded";
  if (isPaid && typeof invoice === "string")
    settle(world, attempt(world, invoice, { method: methodFor(world, session), first: true }));
  else if (isPaid) pay(world, requestOf(session, methodFor(world, session)), typeof intent === "string" ? intent : null);
  else if (typeof intent === "string")
    change(world, "payment_intent", intent, { status: "requires_payment_method" }, "payment_intent.payment_failed");
  else if (typeof subscription === "string")
    change(world, "subscription", subscription, { status: "past_due" }, "customer.subscription.updated");
  const decided = change(world, "checkout.session", id, isPaid ? { payment_status: "paid" } : {});
  emit(world, isPaid ? "checkout.session.async_payment_succeeded" : "checkout.session.async_payment_failed", decided);
  return decided;
}
