// A simulator of Stripe for a test, and Stripe's own client that talks to it.
import Stripe from "stripe";
import { onTestFinished } from "vitest";
import { FakeStripe, type FakeStripeOptions } from "@/scripts/fake-stripe/server";

export function clientOf({ url, secretKey }: FakeStripe, config: Partial<Stripe.StripeConfig> = {}): Stripe {
  const { hostname, port } = new URL(url);
  const address = { host: hostname, port, protocol: "http" } as const;
  return new Stripe(secretKey, { ...address, maxNetworkRetries: 0, telemetry: false, ...config });
}

/** Starts a simulator that ends with the test. */
export async function startSimulator(
  options: FakeStripeOptions = {},
  config: Partial<Stripe.StripeConfig> = {},
): Promise<{ stripe: FakeStripe; client: Stripe }> {
  const stripe = new FakeStripe(options);
  await stripe.start();
  onTestFinished(() => stripe.stop());
  return { stripe, client: clientOf(stripe, config) };
}

/** A price as the app makes it inside a checkout session. */
export function planItem(amount = 2_900, interval: "month" | "year" = "month", name = "Professional") {
  const product_data = { name, metadata: { plan: name.toLowerCase() } };
  return { price_data: { currency: "usd", unit_amount: amount, recurring: { interval }, product_data }, quantity: 1 };
}

export const packItem = (amount = 3_900) => ({
  price_data: { currency: "usd", unit_amount: amount, product_data: { name: "5 million credits" } },
  quantity: 1,
});

export function checkoutOf(
  client: Stripe,
  customer: string,
  item: Stripe.Checkout.SessionCreateParams.LineItem = planItem(),
): Promise<Stripe.Checkout.Session> {
  const isPlan = item.price_data?.recurring !== undefined || item.price !== undefined;
  return client.checkout.sessions.create({
    mode: isPlan ? "subscription" : "payment",
    customer,
    client_reference_id: "organization-1",
    line_items: [item],
    success_url: "http://localhost:3000/billing?session={CHECKOUT_SESSION_ID}",
    cancel_url: "http://localhost:3000/billing",
    metadata: { organization: "1" },
  });
}

/** A customer who has paid for a plan. */
export async function subscribe(
  { stripe, client }: { stripe: FakeStripe; client: Stripe },
  { card, item = planItem() }: { card?: string; item?: Stripe.Checkout.SessionCreateParams.LineItem } = {},
) {
  const customer = await client.customers.create({ email: "ada@example.com", name: "Northwind" });
  const session = await checkoutOf(client, customer.id, item);
  const paid = stripe.pay(session.id, card ? { number: card } : {});
  const subscription = await client.subscriptions.retrieve(String(paid.subscription));
  const [charge] = (await client.charges.list({ customer: customer.id })).data;
  return { customer, session, subscription, charge: charge!, item: subscription.items.data[0]! };
}
