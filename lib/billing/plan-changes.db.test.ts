// Changes of plan in the portal of the simulator, and what they cost and give.
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { start } from "@/tests/factories/credits";
import { accountOf, createPayer, deliverAll, startStripe, type Payer } from "@/tests/factories/stripe";
import { findDifferences } from "@/lib/credits/find-differences";
import { settleCall } from "@/lib/credits/settle-call";
import { findState } from "@/lib/credits/state";
import { inSystemTransaction } from "@/lib/db/transaction";
import type { FakeStripe } from "@/scripts/fake-stripe/server";
import { getBilling } from "./get-billing";
import { openPortal } from "./open-portal";
import { startCheckout } from "./start-checkout";

let stripe: FakeStripe;

beforeAll(async () => {
  stripe = await startStripe();
});
afterAll(() => stripe.stop());

async function subscribe(payer: Payer, plan = "professional"): Promise<string> {
  const { checkout } = await startCheckout(await payer.caller(), { plan, interval: "month" });
  stripe.pay(checkout);
  await deliverAll(stripe);
  return (await accountOf(payer.id)).stripeSubscriptionId ?? "";
}

/** What the admin does on the page of the portal. */
async function switchTo(payer: Payer, subscription: string, amount: number, interval: string): Promise<number> {
  const { url } = await openPortal(await payer.caller(), {});
  const isWanted = { active: true, unit_amount: amount };
  const found = stripe.all("price").find((price) => price.recurring?.interval === interval && matches(price, isWanted));
  const body = new URLSearchParams({ do: "switch", subscription, price: found?.id ?? "" });
  const { status } = await fetch(url, { method: "POST", body });
  await deliverAll(stripe);
  return status;
}

const matches = (object: object, wanted: object) =>
  Object.entries(wanted).every(([name, value]) => (object as Record<string, unknown>)[name] === value);

const planOf = async (payer: Payer) => (await getBilling(await payer.caller(), {})).plan.slug;

const stateOf = ({ id }: Payer) => inSystemTransaction((db) => findState(db, id));

async function creditsOf(payer: Payer): Promise<{ allotment: number; used: number }> {
  const state = await stateOf(payer);
  return { allotment: Number(state?.allotment), used: Number(state?.allotment_used) };
}

async function spend({ id }: Payer): Promise<void> {
  const { callId } = await start(id);
  await settleCall(callId, { inputTokens: 40, outputTokens: 60, outcome: "settled" });
}

const paidBy = (subscription: string) => {
  const { customer } = stripe.get("subscription", subscription);
  return stripe.all("invoice").filter((each) => each.customer === customer);
};

describe("a larger plan", () => {
  it("is paid at once, and its window counts what was used before; the smaller one waits for the end of what was paid", async () => {
    const payer = await createPayer();
    const id = await subscribe(payer);
    await spend(payer);
    expect(await creditsOf(payer)).toEqual({ allotment: 2_000_000, used: 100 });
    // The next period begins in another second than the first.
    await sleep(1_100);

    await switchTo(payer, id, 9_900, "month");
    expect(await planOf(payer)).toBe("premium");
    expect(await creditsOf(payer)).toEqual({ allotment: 10_000_000, used: 100 });
    const { currentPeriodEnd } = await accountOf(payer.id);
    expect((await stateOf(payer))?.window_end).toEqual(currentPeriodEnd);
    const [upgrade] = paidBy(id);
    expect(upgrade).toMatchObject({ status: "paid", billing_reason: "subscription_update" });
    expect(upgrade?.amount_paid).toBeGreaterThanOrEqual(9_900 - 2_900);

    await spend(payer);
    await switchTo(payer, id, 2_900, "month");
    expect(await planOf(payer)).toBe("premium");
    expect(await creditsOf(payer)).toEqual({ allotment: 10_000_000, used: 200 });
    const { customer } = stripe.get("subscription", id);
    expect([paidBy(id).length, stripe.get("customer", customer).balance]).toEqual([2, 0]);

    await sleep(1_100);
    stripe.advance(id);
    await deliverAll(stripe);
    expect(await planOf(payer)).toBe("professional");
    expect(await creditsOf(payer)).toEqual({ allotment: 2_000_000, used: 0 });
    expect(paidBy(id)[0]).toMatchObject({ amount_paid: 2_900, billing_reason: "subscription_cycle" });
  });

  it("is kept for the year that was paid, if the customer switches to monthly payments", async () => {
    const payer = await createPayer();
    const id = await subscribe(payer);
    await switchTo(payer, id, 29_000, "year");
    const { currentPeriodEnd } = await accountOf(payer.id);
    await switchTo(payer, id, 9_900, "month");
    expect(await accountOf(payer.id)).toMatchObject({ billingInterval: "year", currentPeriodEnd });
    expect(await planOf(payer)).toBe("professional");
  });
});

describe("a switch inside a subscription", () => {
  it("to the yearly price of the same plan grants no second allotment, and the next month does", async () => {
    const payer = await createPayer();
    const id = await subscribe(payer, "premium");
    await spend(payer);
    await sleep(1_100);
    await switchTo(payer, id, 99_000, "year");
    expect(await accountOf(payer.id)).toMatchObject({ billingInterval: "year" });
    await spend(payer);
    expect(await creditsOf(payer)).toEqual({ allotment: 10_000_000, used: 200 });
    expect((await findDifferences(inSystemTransaction, payer.id)).differences).toEqual([]);
    await sleep(1_100);
    stripe.advance(id);
    await deliverAll(stripe);
    expect(await creditsOf(payer)).toEqual({ allotment: 10_000_000, used: 0 });
  });

  it("to a smaller plan by the year is not offered, because it would begin at once and refund the larger one", async () => {
    const payer = await createPayer();
    const id = await subscribe(payer, "premium");
    await spend(payer);
    // The price exists, because a smaller subscription may be switched to it.
    const other = await createPayer();
    expect(await switchTo(other, await subscribe(other), 29_000, "year")).toBe(200);
    expect(await switchTo(payer, id, 29_000, "year")).toBe(400);
    expect(await accountOf(payer.id)).toMatchObject({ billingInterval: "month" });
    expect([await planOf(payer), paidBy(id).length]).toEqual(["premium", 1]);
    expect(await switchTo(payer, id, 2_900, "month")).toBe(200);
    expect(await planOf(payer)).toBe("premium");
  });
});

describe("a new subscription", () => {
  it("after one that has ended begins a window of its own", async () => {
    const payer = await createPayer();
    const id = await subscribe(payer);
    await spend(payer);
    const { stripeClient } = await import("./stripe-client");
    await (await stripeClient()).subscriptions.cancel(id);
    await deliverAll(stripe);
    await sleep(1_100);
    await subscribe(payer, "premium");
    expect(await creditsOf(payer)).toEqual({ allotment: 10_000_000, used: 0 });
  });
});
