import { describe, expect, it } from "vitest";
import { planItem, startSimulator, subscribe } from "@/tests/factories/fake-stripe";

const FAILS_AT_RENEWAL = "4000 0000 0000 0341";
const DAY = 86_400;

const now = () => Math.floor(Date.now() / 1000);

describe("a renewal", () => {
  it("starts a new period now and charges for it", async () => {
    const simulator = await startSimulator();
    const { stripe, client } = simulator;
    const { subscription, customer } = await subscribe(simulator);
    stripe.webhooks.take();
    stripe.advance(subscription.id);
    const renewed = await client.subscriptions.retrieve(subscription.id);
    const [item] = renewed.items.data;
    expect(Math.abs(item!.current_period_start - now())).toBeLessThan(5);
    expect(item!.current_period_end).toBeGreaterThan(now() + 27 * DAY);
    expect(renewed.start_date).toBeLessThan(now() - 27 * DAY);
    const invoices = await client.invoices.list({ customer: customer.id });
    expect(invoices.data.map(({ billing_reason, status }) => [billing_reason, status])).toEqual([
      ["subscription_cycle", "paid"],
      ["subscription_create", "paid"],
    ]);
    expect(stripe.webhooks.take().map(({ event }) => event.type)).toEqual(
      expect.arrayContaining(["customer.subscription.updated", "invoice.paid", "payment_intent.succeeded"]),
    );
  });

  it("leaves the subscription past due if the card fails, and active once it is paid", async () => {
    const simulator = await startSimulator();
    const { stripe, client } = simulator;
    const { subscription } = await subscribe(simulator, { card: FAILS_AT_RENEWAL });
    expect(subscription.status).toBe("active");
    expect(stripe.advance(subscription.id).status).toBe("past_due");
    const { latest_invoice } = await client.subscriptions.retrieve(subscription.id, { expand: ["latest_invoice"] });
    expect(latest_invoice).toMatchObject({ status: "open", attempt_count: 1, amount_remaining: 2_900 });
    expect(stripe.events("invoice.payment_failed")).toHaveLength(1);
    const invoice = stripe.all("invoice")[0]!.id;
    await expect(client.invoices.pay(invoice)).rejects.toMatchObject({ statusCode: 402, code: "card_declined" });
    stripe.world.state.hidden.declines = {};
    expect(await client.invoices.pay(invoice)).toMatchObject({ status: "paid", amount_remaining: 0 });
    expect(await client.subscriptions.retrieve(subscription.id)).toMatchObject({ status: "active" });
  });

  it("ends the subscription after the last attempt", async () => {
    const simulator = await startSimulator();
    const { stripe, client } = simulator;
    const { subscription } = await subscribe(simulator, { card: FAILS_AT_RENEWAL });
    stripe.advance(subscription.id);
    const invoice = stripe.all("invoice")[0]!.id;
    for (let attempt = 2; attempt <= 4; attempt++) {
      expect(stripe.get("invoice", invoice).next_payment_attempt).toBeGreaterThan(now());
      stripe.retry(invoice);
    }
    expect(await client.subscriptions.retrieve(subscription.id)).toMatchObject({
      status: "canceled",
      cancellation_details: { reason: "payment_failed" },
    });
    expect(stripe.events("customer.subscription.deleted")).toHaveLength(1);
  });

  it("comes by itself at its time, and so does the next attempt to collect", async () => {
    const simulator = await startSimulator();
    const { stripe } = simulator;
    const { subscription } = await subscribe(simulator, { card: FAILS_AT_RENEWAL });
    const { subscription: subscriptions, invoice: invoices } = stripe.world.state.objects;
    const stored = stripe.get("subscription", subscription.id);
    const [item] = stored.items.data;
    subscriptions[stored.id] = { ...stored, items: { ...stored.items, data: [{ ...item!, current_period_end: now() }] } };
    stripe.tick();
    expect(stripe.get("subscription", stored.id).status).toBe("past_due");
    const [invoice] = stripe.all("invoice");
    invoices[invoice!.id] = { ...invoice!, next_payment_attempt: now() };
    stripe.tick();
    expect(stripe.get("invoice", invoice!.id).attempt_count).toBe(2);
  });
});

describe("a month of a yearly subscription", () => {
  it("passes without a renewal", async () => {
    const simulator = await startSimulator();
    const { stripe, client } = simulator;
    const { subscription, item } = await subscribe(simulator, { item: planItem(29_000, "year") });
    stripe.passMonth(subscription.id);
    const later = await client.subscriptions.retrieve(subscription.id);
    expect(later.start_date).toBeLessThan(subscription.start_date - 27 * DAY);
    expect(later.items.data[0]!.current_period_end).toBeLessThan(item.current_period_end - 27 * DAY);
    expect(stripe.all("invoice")).toHaveLength(1);
  });

  it("cannot pass if a renewal is due before", async () => {
    const simulator = await startSimulator();
    const { subscription } = await subscribe(simulator);
    expect(() => simulator.stripe.passMonth(subscription.id)).toThrow("advance to the renewal");
  });
});

describe("a cancellation", () => {
  it("at the end of the period can be undone until then", async () => {
    const simulator = await startSimulator();
    const { stripe, client } = simulator;
    const { subscription, item } = await subscribe(simulator);
    const canceled = await client.subscriptions.update(subscription.id, { cancel_at_period_end: true });
    expect(canceled).toMatchObject({
      status: "active",
      cancel_at_period_end: true,
      cancel_at: item.current_period_end,
      cancellation_details: { reason: "cancellation_requested" },
    });
    const kept = await client.subscriptions.update(subscription.id, { cancel_at_period_end: false });
    expect(kept).toMatchObject({ cancel_at_period_end: false, cancel_at: null, canceled_at: null });
    await client.subscriptions.update(subscription.id, { cancel_at_period_end: true });
    expect(stripe.advance(subscription.id).status).toBe("canceled");
    expect(stripe.all("invoice")).toHaveLength(1);
  });

  it("at once is possible one time", async () => {
    const simulator = await startSimulator();
    const { stripe, client } = simulator;
    const { subscription } = await subscribe(simulator);
    expect(await client.subscriptions.cancel(subscription.id)).toMatchObject({ status: "canceled" });
    await expect(client.subscriptions.cancel(subscription.id)).rejects.toMatchObject({ code: "resource_missing" });
    await expect(client.subscriptions.update(subscription.id, { cancel_at_period_end: true })).rejects.toMatchObject({
      statusCode: 400,
    });
    expect(stripe.events("customer.subscription.deleted")).toHaveLength(1);
  });

  it("comes with the deletion of the customer", async () => {
    const simulator = await startSimulator();
    const { stripe, client } = simulator;
    const { customer, subscription } = await subscribe(simulator);
    expect(await client.customers.del(customer.id)).toEqual({ id: customer.id, object: "customer", deleted: true });
    expect(await client.customers.retrieve(customer.id)).toMatchObject({ deleted: true });
    expect(stripe.get("subscription", subscription.id).status).toBe("canceled");
    await expect(client.customers.update(customer.id, { name: "Northwind" })).rejects.toMatchObject({ statusCode: 404 });
  });
});

describe("a switch of the plan", () => {
  const premium = (product: string, interval: "month" | "year" = "month") => ({
    currency: "usd",
    unit_amount: interval === "month" ? 9_900 : 99_000,
    recurring: { interval },
    product,
  });

  it("charges the difference at once if asked", async () => {
    const simulator = await startSimulator();
    const { stripe, client } = simulator;
    const { subscription, item } = await subscribe(simulator);
    const product = await client.products.create({ name: "Premium" });
    const changed = await client.subscriptions.update(subscription.id, {
      items: [{ id: item.id, price_data: premium(product.id) }],
      proration_behavior: "always_invoice",
    });
    const [after] = changed.items.data;
    expect(after).toMatchObject({ id: item.id, price: { unit_amount: 9_900, product: product.id } });
    expect(after!.current_period_end).toBe(item.current_period_end);
    const [invoice] = stripe.all("invoice");
    expect(invoice).toMatchObject({ billing_reason: "subscription_update", status: "paid" });
    expect(Math.abs(invoice!.total - 7_000)).toBeLessThanOrEqual(1);
  });

  it("charges the difference with the next invoice otherwise", async () => {
    const simulator = await startSimulator();
    const { stripe, client } = simulator;
    const { subscription, item } = await subscribe(simulator);
    const { id: price } = await client.prices.create({ ...premium(item.price.product as string) });
    await client.subscriptions.update(subscription.id, { items: [{ id: item.id, price }] });
    expect(stripe.all("invoice")).toHaveLength(1);
    stripe.advance(subscription.id);
    expect(Math.abs(stripe.all("invoice")[0]!.total - 16_900)).toBeLessThanOrEqual(1);
  });

  it("to another interval starts a new period now", async () => {
    const simulator = await startSimulator();
    const { stripe, client } = simulator;
    const { subscription, item } = await subscribe(simulator);
    const changed = await client.subscriptions.update(subscription.id, {
      items: [{ id: item.id, price_data: premium(item.price.product as string, "year") }],
    });
    expect(changed.items.data[0]!.current_period_end).toBeGreaterThan(now() + 360 * DAY);
    expect(Math.abs(stripe.all("invoice")[0]!.total - (99_000 - 2_900))).toBeLessThanOrEqual(1);
  });

  it("to a cheaper plan leaves credit, which the next invoice uses", async () => {
    const simulator = await startSimulator();
    const { stripe, client } = simulator;
    const { subscription, item, customer } = await subscribe(simulator, { item: planItem(9_900, "month", "Premium") });
    const product = await client.products.create({ name: "Professional" });
    const price_data = { ...premium(product.id), unit_amount: 2_900 };
    await client.subscriptions.update(subscription.id, {
      items: [{ id: item.id, price_data }],
      proration_behavior: "always_invoice",
    });
    const { balance } = (await client.customers.retrieve(customer.id)) as { balance: number };
    expect(Math.abs(balance + 7_000)).toBeLessThanOrEqual(1);
    stripe.advance(subscription.id);
    expect(stripe.all("invoice")[0]).toMatchObject({ total: 2_900, amount_due: 0, status: "paid" });
  });

  it("changes nothing if it cannot be paid and that is an error", async () => {
    const simulator = await startSimulator();
    const { stripe, client } = simulator;
    const { subscription, item } = await subscribe(simulator, { card: FAILS_AT_RENEWAL });
    const update = client.subscriptions.update(subscription.id, {
      items: [{ id: item.id, price_data: premium(item.price.product as string) }],
      proration_behavior: "always_invoice",
      payment_behavior: "error_if_incomplete",
    });
    await expect(update).rejects.toMatchObject({ statusCode: 402, code: "card_declined" });
    expect(stripe.get("subscription", subscription.id)).toMatchObject({ status: "active" });
    expect(stripe.get("subscription", subscription.id).items.data[0]!.price.unit_amount).toBe(2_900);
  });
});
