// The paid journey with Stripe's own client: customer, checkout, payment on the page, signed webhooks.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import Stripe from "stripe";
import { describe, expect, it, onTestFinished } from "vitest";
import { checkoutOf, startSimulator } from "@/tests/factories/fake-stripe";

const CARD = { number: "4242 4242 4242 4242", expiry: "12/40", cvc: "123", name: "Ada" };

const submit = (url: string, fields: Record<string, string>) =>
  fetch(url, { method: "POST", body: new URLSearchParams(fields), redirect: "manual" });

/** An app that verifies the events that it receives, and stores their types. */
async function startApp(secret: string) {
  const received: string[] = [];
  const app = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => (body += String(chunk)));
    request.on("end", () => {
      const event = Stripe.webhooks.constructEvent(body, String(request.headers["stripe-signature"]), secret);
      received.push(event.type);
      response.writeHead(200).end();
    });
  });
  await new Promise<void>((resolve) => app.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => new Promise<void>((resolve) => app.close(() => resolve())));
  return { received, url: `http://127.0.0.1:${(app.address() as AddressInfo).port}/api/webhooks/stripe` };
}

describe("the paid journey", () => {
  it("starts a subscription when the customer pays on the page", async () => {
    const { stripe, client } = await startSimulator();
    const customer = await client.customers.create({ email: "ada@example.com", metadata: { organization: "1" } });
    const session = await checkoutOf(client, customer.id);
    expect(session).toMatchObject({ status: "open", payment_status: "unpaid", amount_total: 2_900 });
    const page = await fetch(session.url ?? "");
    expect(page.status).toBe(200);
    expect(page.headers.get("content-security-policy")).toContain("form-action 'self' http://localhost:3000");
    expect(await page.text()).toContain("$29.00");
    const paid = await submit(session.url ?? "", CARD);
    expect(paid.status).toBe(303);
    expect(paid.headers.get("location")).toBe(`http://localhost:3000/billing?session=${session.id}`);
    const done = await client.checkout.sessions.retrieve(session.id, { expand: ["subscription", "line_items"] });
    expect(done).toMatchObject({ status: "complete", payment_status: "paid", url: null, customer: customer.id });
    expect(done).toMatchObject({ client_reference_id: "organization-1", metadata: { organization: "1" } });
    const subscription = done.subscription as Stripe.Subscription;
    expect(subscription.status).toBe("active");
    const [item] = subscription.items.data;
    expect(item!.current_period_end - item!.current_period_start).toBeGreaterThan(27 * 86_400);
    expect(item!.price.unit_amount_decimal?.toString()).toBe("2900");
    const invoice = await client.invoices.retrieve(subscription.latest_invoice as string, { expand: ["payments"] });
    expect(invoice).toMatchObject({ status: "paid", amount_paid: 2_900, billing_reason: "subscription_create" });
    expect(invoice.parent?.subscription_details?.subscription).toBe(subscription.id);
    expect(stripe.counts).toMatchObject({ "POST /v1/customers": 1, "POST /v1/checkout/sessions": 1 });
  });

  it("gives the customer the name on the card only if the session asks for it", async () => {
    const { stripe, client } = await startSimulator();
    const nameAfter = async (update: Stripe.Checkout.SessionCreateParams.CustomerUpdate) => {
      const { id: customer } = await client.customers.create({ name: "Founding name" });
      const { id } = await client.checkout.sessions.create({
        mode: "payment",
        customer,
        customer_update: update,
        line_items: [{ price_data: { currency: "usd", unit_amount: 500, product_data: { name: "Seats" } }, quantity: 1 }],
        success_url: "http://localhost:3000/",
      });
      stripe.pay(id, { name: "Ada Example" });
      return stripe.get("customer", customer).name;
    };
    expect(await nameAfter({ name: "auto" })).toBe("Ada Example");
    expect(stripe.events("customer.updated")).toHaveLength(1);
    expect(await nameAfter({ name: "never" })).toBe("Founding name");
    expect(await nameAfter({ address: "auto" })).toBe("Founding name");
    expect(stripe.events("customer.updated")).toHaveLength(1);
  });

  it("signs the events, which the client verifies", async () => {
    const { stripe, client } = await startSimulator();
    const customer = await client.customers.create({ email: "ada@example.com" });
    stripe.pay((await checkoutOf(client, customer.id)).id);
    const deliveries = stripe.webhooks.take();
    const events = deliveries.map(({ body, signature }) =>
      client.webhooks.constructEvent(body, signature, stripe.webhookSecret),
    );
    expect(events.map(({ type }) => type)).toEqual(
      expect.arrayContaining([
        ...["customer.created", "customer.subscription.created", "invoice.paid", "charge.succeeded"],
        "checkout.session.completed",
      ]),
    );
    expect(events.every(({ api_version }) => api_version === Stripe.API_VERSION)).toBe(true);
    const [first] = deliveries;
    expect(() => client.webhooks.constructEvent(`${first!.body} `, first!.signature, stripe.webhookSecret)).toThrow();
  });

  it("posts the events to the app in the order of what happened", async () => {
    const webhookSecret = "whsec_of_this_test";
    const app = await startApp(webhookSecret);
    const { stripe, client } = await startSimulator({ webhookUrl: app.url, webhookSecret });
    const customer = await client.customers.create({});
    stripe.pay((await checkoutOf(client, customer.id)).id);
    await stripe.webhooks.deliver();
    expect(app.received).toEqual(stripe.events().map(({ type }) => type));
    expect(app.received.at(-1)).toBe("checkout.session.completed");
  });
});
