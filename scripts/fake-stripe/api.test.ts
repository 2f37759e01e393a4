import Stripe from "stripe";
import { describe, expect, it } from "vitest";
import { checkoutOf, clientOf, planItem, startSimulator, subscribe } from "@/tests/factories/fake-stripe";

async function failureOf(work: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof Stripe.errors.StripeError) return error;
  throw new Error("The request did not fail as Stripe's requests do.", { cause: error });
}

describe("requests", () => {
  it("need the right key, which no error shows", async () => {
    const { stripe } = await startSimulator();
    const other = `sk_test_${"wrong".repeat(8)}`;
    const { hostname, port } = new URL(stripe.url);
    const client = new Stripe(other, { host: hostname, port, protocol: "http", maxNetworkRetries: 0 });
    const error = await failureOf(client.customers.create({}));
    expect(error).toBeInstanceOf(Stripe.errors.StripeAuthenticationError);
    expect(error.message).not.toContain(other);
    expect(stripe.all("customer")).toEqual([]);
    expect((await fetch(`${stripe.url}/v1/customers`)).status).toBe(401);
  });

  it("of another version of the API are refused", async () => {
    const { stripe } = await startSimulator();
    const headers = { authorization: `Bearer ${stripe.secretKey}`, "stripe-version": "2020-08-27" };
    const response = await fetch(`${stripe.url}/v1/customers`, { headers });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain(Stripe.API_VERSION);
  });

  it("with a parameter that Stripe does not know are refused", async () => {
    const { stripe, client } = await startSimulator();
    const error = await failureOf(client.customers.create({ plan: "free" } as Stripe.CustomerCreateParams));
    expect(error).toMatchObject({ statusCode: 400, code: "parameter_unknown", param: "plan" });
    expect(error).toBeInstanceOf(Stripe.errors.StripeInvalidRequestError);
    expect(stripe.all("customer")).toEqual([]);
  });

  it("without a required parameter are refused, and change nothing", async () => {
    const { stripe, client } = await startSimulator();
    const customer = await client.customers.create({});
    stripe.webhooks.take();
    const params = { mode: "subscription" as const, customer: customer.id, line_items: [planItem()] };
    expect(await failureOf(client.checkout.sessions.create(params))).toMatchObject({ param: "success_url" });
    const oneTime = { ...params, mode: "payment" as const, success_url: "http://localhost/" };
    expect(await failureOf(client.checkout.sessions.create(oneTime))).toMatchObject({ param: "line_items" });
    expect(stripe.all("price")).toEqual([]);
    expect(stripe.webhooks.take()).toEqual([]);
  });

  it("for an unknown object or path get 404", async () => {
    const { client } = await startSimulator();
    expect(await failureOf(client.customers.retrieve("cus_none"))).toMatchObject({
      statusCode: 404,
      code: "resource_missing",
      message: "No such customer: 'cus_none'",
    });
    expect(await failureOf(client.subscriptions.list({ customer: "cus_none" }))).toMatchObject({
      statusCode: 400,
      code: "resource_missing",
      param: "customer",
    });
    expect(await failureOf(client.coupons.create({ percent_off: 10 }))).toMatchObject({ statusCode: 404 });
  });

  it("can expand references, also in lists, and lists that are left out otherwise", async () => {
    const simulator = await startSimulator();
    const { client } = simulator;
    const { session, subscription, customer } = await subscribe(simulator);
    const invoices = await client.invoices.list({
      customer: customer.id,
      expand: ["data.payments.data.payment.payment_intent"],
    });
    const intent = invoices.data[0]?.payments?.data[0]?.payment.payment_intent as Stripe.PaymentIntent;
    expect(intent).toMatchObject({ object: "payment_intent", status: "succeeded", amount_received: 2_900 });
    const expanded = await client.checkout.sessions.retrieve(session.id, {
      expand: ["line_items", "subscription.customer"],
    });
    expect(expanded.line_items?.data).toMatchObject([{ description: "Professional", amount_total: 2_900 }]);
    expect((expanded.subscription as Stripe.Subscription).customer).toMatchObject({ id: customer.id, name: "Northwind" });
    expect((await client.subscriptions.retrieve(subscription.id)).customer).toBe(customer.id);
    expect(await failureOf(client.subscriptions.retrieve(subscription.id, { expand: ["nothing"] }))).toMatchObject({
      param: "expand",
    });
  });
});

describe("lists", () => {
  it("have pages, the newest object first, which the client walks through", async () => {
    const { client } = await startSimulator();
    const names = ["one", "two", "three", "four", "five"];
    for (const name of names) await client.customers.create({ name });
    const page = await client.customers.list({ limit: 2 });
    expect(page.data.map(({ name }) => name)).toEqual(["five", "four"]);
    expect(page.has_more).toBe(true);
    const all = await client.customers.list({ limit: 2 }).autoPagingToArray({ limit: 100 });
    expect(all.map(({ name }) => name)).toEqual(names.toReversed());
    const before = await client.customers.list({ limit: 2, ending_before: all[3]!.id });
    expect(before.data.map(({ name }) => name)).toEqual(["four", "three"]);
  });

  it("leave out subscriptions that have ended, unless these are asked for", async () => {
    const simulator = await startSimulator();
    const { client } = simulator;
    const { customer, subscription } = await subscribe(simulator);
    await client.subscriptions.cancel(subscription.id);
    expect((await client.subscriptions.list({ customer: customer.id })).data).toEqual([]);
    for (const status of ["all", "canceled"] as const) {
      expect((await client.subscriptions.list({ customer: customer.id, status })).data).toHaveLength(1);
    }
  });

  it("lead from a charge to its invoice", async () => {
    const simulator = await startSimulator();
    const { charge, subscription } = await subscribe(simulator);
    const payment = { type: "payment_intent", payment_intent: charge.payment_intent as string } as const;
    const found = await simulator.client.invoicePayments.list({ payment });
    expect(found.data).toMatchObject([{ invoice: subscription.latest_invoice, status: "paid" }]);
  });
});

describe("an Idempotency-Key", () => {
  it("repeats the answer of the same request, which is carried out once", async () => {
    const { stripe, client } = await startSimulator();
    const create = () => client.customers.create({ name: "Northwind" }, { idempotencyKey: "key-1" });
    const [first, second] = [await create(), await create()];
    expect(second.id).toBe(first.id);
    expect(second.lastResponse.headers["idempotent-replayed"]).toBe("true");
    expect(stripe.all("customer")).toHaveLength(1);
    expect(stripe.events("customer.created")).toMatchObject([{ request: { idempotency_key: "key-1" } }]);
  });

  it("refuses another request with the same key", async () => {
    const { client } = await startSimulator();
    await client.customers.create({ name: "Northwind" }, { idempotencyKey: "key-1" });
    const error = await failureOf(client.customers.create({ name: "Southwind" }, { idempotencyKey: "key-1" }));
    expect(error).toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
    expect(error).toMatchObject({ statusCode: 400, rawType: "idempotency_error" });
  });

  it("refuses the same request while it is in progress", async () => {
    const { stripe, client } = await startSimulator();
    stripe.faults.latencyMs = 200;
    const create = () => client.customers.create({}, { idempotencyKey: "key-1" });
    const results = await Promise.allSettled([create(), create()]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const refused = results.find((result) => result.status === "rejected");
    expect(refused?.reason).toMatchObject({ statusCode: 409, code: "idempotency_key_in_use" });
    expect(stripe.all("customer")).toHaveLength(1);
  });

  it("can be used again after a request that was refused", async () => {
    const { client } = await startSimulator();
    const wrong = client.customers.create({ plan: "free" } as Stripe.CustomerCreateParams, { idempotencyKey: "key-1" });
    await failureOf(wrong);
    expect(await client.customers.create({}, { idempotencyKey: "key-1" })).toMatchObject({ object: "customer" });
  });
});

describe("faults", () => {
  it("fail as many requests as asked, of the routes asked", async () => {
    const { stripe, client } = await startSimulator();
    stripe.faults.failNext(2, "error", "POST /v1/customers");
    expect((await client.customers.list()).data).toEqual([]);
    for (let attempt = 0; attempt < 2; attempt++) {
      expect(await failureOf(client.customers.create({}))).toBeInstanceOf(Stripe.errors.StripeAPIError);
    }
    expect(await client.customers.create({})).toMatchObject({ object: "customer" });
    stripe.faults.failNext(1, "rate limit");
    expect(await failureOf(client.customers.list())).toBeInstanceOf(Stripe.errors.StripeRateLimitError);
    stripe.faults.failNext(2, "no connection");
    expect(await failureOf(client.customers.list())).toBeInstanceOf(Stripe.errors.StripeConnectionError);
  });

  it("lose the answer of a request that was carried out once, however often the client repeats it", async () => {
    const { stripe } = await startSimulator();
    const client = clientOf(stripe, { maxNetworkRetries: 2 });
    stripe.faults.failNext(2, "lost answer");
    const customer = await client.customers.create({ name: "Northwind" });
    expect(stripe.all("customer").map(({ id }) => id)).toEqual([customer.id]);
    expect(stripe.counts["POST /v1/customers"]).toBe(3);
  });

  it("exceed the client's patience", async () => {
    const { stripe } = await startSimulator();
    stripe.faults.latencyMs = 2_000;
    const error = await failureOf(clientOf(stripe, { timeout: 100 }).customers.list());
    expect(error).toBeInstanceOf(Stripe.errors.StripeConnectionError);
    expect(error.message).toContain("timeout");
  });
});

describe("a checkout session", () => {
  it("expires on request, after which it cannot be paid", async () => {
    const { stripe, client } = await startSimulator();
    const customer = await client.customers.create({});
    const session = await checkoutOf(client, customer.id);
    expect(await client.checkout.sessions.expire(session.id)).toMatchObject({ status: "expired", url: null });
    expect(() => stripe.pay(session.id)).toThrow("no longer open");
    expect(await failureOf(client.checkout.sessions.expire(session.id))).toMatchObject({ statusCode: 400 });
    expect(stripe.events("checkout.session.expired")).toHaveLength(1);
  });

  it("expires by itself at its time", async () => {
    const { stripe, client } = await startSimulator();
    const customer = await client.customers.create({});
    const session = await checkoutOf(client, customer.id);
    const stored = stripe.get("checkout.session", session.id);
    stripe.world.state.objects["checkout.session"][session.id] = { ...stored, expires_at: stored.created };
    stripe.tick();
    expect(await client.checkout.sessions.retrieve(session.id)).toMatchObject({ status: "expired" });
  });

  it("is paid once, even if the customer submits the page twice", async () => {
    const { stripe, client } = await startSimulator();
    const customer = await client.customers.create({});
    const session = await checkoutOf(client, customer.id);
    stripe.pay(session.id);
    expect(() => stripe.pay(session.id)).toThrow("no longer open");
    expect(stripe.all("subscription")).toHaveLength(1);
  });
});
