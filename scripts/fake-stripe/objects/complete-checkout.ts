// What happens when a customer pays on the checkout page.
import { declineOf, type CheckedCard } from "../cards";
import { get } from "../state";
import type { CheckoutSession, Customer } from "../wire";
import { change, emit, now, type World } from "../world";
import { createCustomer } from "./customer";
import { openDispute } from "./dispute";
import { attachCard } from "./payment-method";
import { pay } from "./payment";
import { paymentOf } from "./invoice-payment";
import { startSubscription } from "./subscription";

function customerOf(world: World, session: CheckoutSession, email: string | null, name: string | null): Customer | null {
  if (typeof session.customer === "string") {
    const customer = get(world.state, "customer", session.customer);
    const isRenamed = name !== null && name !== customer.name && world.state.hidden.sessionData[session.id]?.setsName;
    return isRenamed ? change(world, "customer", customer.id, { name }, "customer.updated") : customer;
  }
  if (session.mode === "payment") return null;
  return createCustomer(world, { ...(email && { email }), ...(name && { name }) });
}

/** Pays once, and keeps the card for a subscription. */
function buy(world: World, session: CheckoutSession, checked: CheckedCard, email: string | null) {
  const customer = customerOf(world, session, email, checked.name);
  const [line] = world.state.hidden.lineItems[session.id] ?? [];
  const data = world.state.hidden.sessionData[session.id] ?? { metadata: {}, description: null };
  const isSubscription = session.mode === "subscription";
  const method = attachCard(world, isSubscription ? (customer?.id ?? null) : null, checked, email);
  if (!isSubscription || !customer || !line) {
    const request = {
      amount: session.amount_total ?? 0,
      currency: session.currency ?? "usd",
      customer: customer?.id ?? null,
      method,
      description: data.description,
      metadata: data.metadata,
      first: true,
    };
    const { intent, charge } = pay(world, request);
    return { charge: charge?.id, links: { customer: customer?.id ?? null, payment_intent: intent.id } };
  }
  const draft = {
    customer: customer.id,
    price: line.price,
    quantity: line.quantity,
    method: method.id,
    metadata: data.metadata,
    description: data.description,
  };
  const subscription = startSubscription(world, draft, true);
  const invoice = typeof subscription.latest_invoice === "string" ? subscription.latest_invoice : null;
  const intent = invoice ? paymentOf(world, invoice)?.payment.payment_intent : null;
  const charge = typeof intent === "string" ? get(world.state, "payment_intent", intent).latest_charge : null;
  return {
    charge: typeof charge === "string" ? charge : undefined,
    links: { customer: customer.id, subscription: subscription.id, invoice },
  };
}

/** Returns the completed session, or the message for the customer whose card was declined. */
export function completeCheckout(
  world: World,
  id: string,
  checked: CheckedCard,
  enteredEmail: string | null = null,
): CheckoutSession | string {
  const session = get(world.state, "checkout.session", id);
  if (session.status !== "open" || session.expires_at <= now()) return "This page is no longer open.";
  if (checked.card.declines) return declineOf(checked.card.declines).message;
  const email = session.customer_details?.email ?? enteredEmail;
  const { links, charge } = buy(world, session, checked, email);
  const completed = change(world, "checkout.session", id, {
    ...links,
    status: "complete",
    payment_status: "paid",
    url: null,
    customer_details: {
      address: null,
      business_name: null,
      email,
      individual_name: null,
      name: checked.name,
      phone: null,
      tax_exempt: "none",
      tax_ids: [],
    },
  });
  emit(world, "checkout.session.completed", completed);
  if (checked.card.disputed && charge) openDispute(world, charge);
  return completed;
}
