import { describe, expect, it } from "vitest";
import { checkoutOf, packItem, startSimulator, subscribe } from "@/tests/factories/fake-stripe";

async function buyPack(simulator: Awaited<ReturnType<typeof startSimulator>>, number?: string) {
  const { stripe, client } = simulator;
  const customer = await client.customers.create({ email: "ada@example.com" });
  const session = await checkoutOf(client, customer.id, packItem());
  const paid = stripe.pay(session.id, number ? { number } : {});
  const intent = await client.paymentIntents.retrieve(String(paid.payment_intent));
  return { customer, session, intent, charge: intent.latest_charge as string };
}

describe("a single payment", () => {
  it("belongs to the customer and to its session", async () => {
    const simulator = await startSimulator();
    const { customer, session, intent, charge } = await buyPack(simulator);
    expect(intent).toMatchObject({ status: "succeeded", amount_received: 3_900, customer: customer.id });
    expect(await simulator.client.charges.retrieve(charge)).toMatchObject({ paid: true, payment_intent: intent.id });
    const found = await simulator.client.checkout.sessions.list({ payment_intent: intent.id });
    expect(found.data).toMatchObject([{ id: session.id, mode: "payment", payment_status: "paid", subscription: null }]);
  });

  it.each([
    ["4000 0000 0000 0002", "Your card was declined."],
    ["4000 0000 0000 9995", "Your card has insufficient funds."],
    ["4242 4242 4242 4241", "Your card number is invalid."],
    ["4012 8888 8888 1881", "only the test cards"],
  ])("with the card %s is declined and can be tried again", async (number, words) => {
    const { stripe, client } = await startSimulator();
    const customer = await client.customers.create({});
    const session = await checkoutOf(client, customer.id, packItem());
    expect(() => stripe.pay(session.id, { number })).toThrow(words);
    expect(stripe.get("checkout.session", session.id)).toMatchObject({ status: "open", payment_status: "unpaid" });
    expect(stripe.pay(session.id)).toMatchObject({ status: "complete" });
  });
});

describe("a refund", () => {
  it("returns a part, and then the rest", async () => {
    const simulator = await startSimulator();
    const { stripe, client } = simulator;
    const { charge, intent } = await buyPack(simulator);
    const refund = await client.refunds.create({ charge, amount: 900, reason: "requested_by_customer" });
    expect(refund).toMatchObject({ amount: 900, status: "succeeded", payment_intent: intent.id });
    expect(await client.charges.retrieve(charge)).toMatchObject({ amount_refunded: 900, refunded: false });
    expect(await client.refunds.create({ payment_intent: intent.id })).toMatchObject({ amount: 3_000 });
    const refunded = await client.charges.retrieve(charge, { expand: ["refunds"] });
    expect(refunded).toMatchObject({ amount_refunded: 3_900, refunded: true });
    expect(refunded.refunds?.data.map(({ amount }) => amount)).toEqual([3_000, 900]);
    expect(stripe.events("charge.refunded").map(({ data }) => data.object)).toMatchObject([
      { amount_refunded: 900 },
      { amount_refunded: 3_900 },
    ]);
  });

  it("never returns more than was paid", async () => {
    const simulator = await startSimulator();
    const { stripe, client } = simulator;
    const { charge } = await buyPack(simulator);
    await expect(client.refunds.create({ charge, amount: 3_901 })).rejects.toMatchObject({ code: "amount_too_large" });
    stripe.refund(charge);
    await expect(client.refunds.create({ charge })).rejects.toMatchObject({ code: "charge_already_refunded" });
    expect(stripe.all("refund")).toHaveLength(1);
  });
});

describe("a dispute", () => {
  it("is opened and decided by the simulator", async () => {
    const simulator = await startSimulator();
    const { stripe, client } = simulator;
    const { charge } = await buyPack(simulator);
    const dispute = stripe.dispute(charge);
    expect(await client.charges.retrieve(charge)).toMatchObject({ disputed: true });
    await expect(client.refunds.create({ charge })).rejects.toMatchObject({ code: "charge_disputed" });
    expect(stripe.decide(dispute.id, "won").status).toBe("won");
    expect((await client.disputes.list({ charge })).data).toMatchObject([{ id: dispute.id, status: "won" }]);
    expect(stripe.events().map(({ type }) => type)).toEqual(
      expect.arrayContaining(["charge.dispute.created", "charge.dispute.funds_reinstated", "charge.dispute.closed"]),
    );
    expect(() => stripe.decide(dispute.id, "lost")).toThrow("already won");
  });

  it("is decided by evidence, as in Stripe's test mode", async () => {
    const simulator = await startSimulator();
    const { client, stripe } = simulator;
    const { charge } = await buyPack(simulator, "4000 0000 0000 0259");
    const [dispute] = stripe.all("dispute");
    expect(dispute).toMatchObject({ charge, status: "needs_response" });
    const evidence = { uncategorized_text: "losing_evidence" };
    expect(await client.disputes.update(dispute!.id, { evidence })).toMatchObject({ status: "lost" });
  });

  it("also concerns payments of subscriptions", async () => {
    const simulator = await startSimulator();
    const { charge, subscription } = await subscribe(simulator);
    simulator.stripe.dispute(charge.id);
    expect(await simulator.client.subscriptions.retrieve(subscription.id)).toMatchObject({ status: "active" });
  });
});
