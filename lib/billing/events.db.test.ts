// Events of Stripe: which are accepted, and that their order, their number and failures on the way do not matter.
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { accountOf, createPayer, deliver, purchasedBy, startStripe, type Payer } from "@/tests/factories/stripe";
import { createSystemAdmin } from "@/tests/factories/system-admin";
import { inSystemTransaction } from "@/lib/db/transaction";
import { runJobs } from "@/lib/jobs/run-jobs";
import type { FakeStripe } from "@/scripts/fake-stripe/server";
import type { Event } from "@/scripts/fake-stripe/wire";
import { act, change } from "@/scripts/fake-stripe/world";
import { buyCredits } from "./buy-credits";
import { storeEvent, waitSeconds } from "./inbox";
import { listEvents } from "./list-events";
import { replayEvent } from "./replay-event";
import { startCheckout } from "./start-checkout";
import { verifyEvent } from "./verify-event";

let stripe: FakeStripe;

beforeAll(async () => {
  stripe = await startStripe();
});
afterEach(() => {
  stripe.faults.reset();
});
afterAll(() => stripe.stop());

/** What this installation knows of an organization's payments, without the numbers of readings. */
async function stateOf(payer: Payer) {
  const { stripeRead: _, updatedAt: __, createdAt: ___, id: ____, ...account } = await accountOf(payer.id);
  const { purchased } = await purchasedBy(payer.id);
  const checkouts = await inSystemTransaction((db) =>
    db.stripeCheckout.findMany({
      where: { organizationId: payer.id },
      orderBy: { sessionId: "asc" },
      select: { sessionId: true, status: true, creditsTakenBack: true },
    }),
  );
  return { account, purchased, checkouts };
}

const chargeOf = (session: string) => {
  const intent = stripe.get("checkout.session", session).payment_intent;
  return stripe.all("charge").find(({ payment_intent }) => payment_intent === intent)?.id ?? "";
};

/** A year of an organization: subscribes, renews, fails to pay, buys, is refunded, disputes. */
async function liveThrough(payer: Payer): Promise<Event[]> {
  const { checkout } = await startCheckout(await payer.caller(), { plan: "professional", interval: "month" });
  stripe.pay(checkout, { number: "4000000000000341" });
  const subscription = String(stripe.get("checkout.session", checkout).subscription);
  const pack = await buyCredits(await payer.caller(), { pack: "5m" });
  stripe.pay(pack.checkout);
  const other = await buyCredits(await payer.caller(), { pack: "10m" });
  stripe.pay(other.checkout);
  stripe.refund(chargeOf(pack.checkout), 1_000);
  stripe.decide(stripe.dispute(chargeOf(other.checkout)).id, "won");
  stripe.advance(subscription);
  return stripe.webhooks.take().map(({ event }) => event);
}

/** An event that reports a paid credit pack, and has not been delivered. */
async function someEvent() {
  const payer = await createPayer();
  stripe.pay((await buyCredits(await payer.caller(), { pack: "5m" })).checkout);
  const [event] = stripe.webhooks.take().filter((each) => each.event.type === "checkout.session.completed");
  if (!event) throw new Error("no event");
  return { payer, ...event };
}

describe("an event", () => {
  it("is refused if it belongs to the other mode of Stripe", async () => {
    const { event } = await someEvent();
    const { body, signature } = stripe.webhooks.sign({ ...event, livemode: true });
    await expect(verifyEvent(body, signature)).rejects.toMatchObject({ code: "MALFORMED_REQUEST" });
  });

  it("is stored without anything that it says about a person", async () => {
    const { payer, body, signature } = await someEvent();
    await deliver({ body, signature });
    const rows = await inSystemTransaction((db) => db.stripeEvent.findMany());
    expect(rows.length).toBeGreaterThan(0);
    expect(body).toContain("Ada Example");
    // The digits of a card, unless they are a part of a random id.
    expect(JSON.stringify(rows)).not.toMatch(/Ada|@|(?<![\w-])4242(?![\w-])/);
    expect((await stateOf(payer)).purchased).toBe(5_000_000);
  });

  it("is not stored if nothing here depends on its type, and is ignored if its customer is unknown", async () => {
    const { event } = await someEvent();
    const other = { ...event, id: "evt_other", type: "product.created" } as unknown as Event;
    expect(await deliver(stripe.webhooks.sign(other))).toBe("not stored");
    const coupon = { ...other, type: "coupon.created", data: { object: { id: "SUMMER-25" } } } as unknown as Event;
    expect(await deliver(stripe.webhooks.sign(coupon))).toBe("not stored");
    const { stripeClient } = await import("./stripe-client");
    await (await stripeClient()).customers.create({ name: "Another product of this account" });
    const [created] = stripe.events("customer.created").slice(-1);
    const subscription = {
      ...event,
      id: "evt_stranger",
      type: "customer.subscription.updated",
      data: { object: { id: "sub_stranger", customer: (created?.data.object as { id?: string } | undefined)?.id } },
    } as unknown as Event;
    expect(await deliver(stripe.webhooks.sign(subscription))).toBe("ignored");
    stripe.webhooks.take();
  });

  it("is stored and handled once, even if it comes 20 times at the same moment", async () => {
    const { payer, body, signature } = await someEvent();
    const event = await verifyEvent(body, signature);
    const stored = await Promise.all(Array.from({ length: 20 }, async () => event && (await storeEvent(event))));
    expect(stored.filter(Boolean)).toHaveLength(1);
    await Promise.all(Array.from({ length: 20 }, () => deliver({ body, signature })));
    expect(await purchasedBy(payer.id)).toEqual({ purchased: 5_000_000, entries: [["purchase", 5_000_000]] });
  });
});

describe("the final state", () => {
  it("does not depend on metadata: an event that names another organization changes only the customer's", async () => {
    const [payer, victim] = [await createPayer(), await createPayer()];
    await liveThrough(payer);
    for (const event of stripe.events().slice(-40)) {
      const object = {
        ...(event.data.object as object),
        metadata: { organization_id: victim.id },
        client_reference_id: victim.id,
      };
      await deliver(stripe.webhooks.sign({ ...event, id: `${event.id}x`, data: { object } }));
    }
    const { account, purchased } = await stateOf(victim);
    expect(account).toMatchObject({ stripeCustomerId: null, stripeSubscriptionId: null, planId: null });
    expect(purchased).toBe(0);
    expect((await stateOf(payer)).account.subscriptionStatus).toBe("past_due");
    stripe.webhooks.take();
  });

  it("is that of the newest reading, even if an older one is slower", async () => {
    const payer = await createPayer();
    const { checkout } = await startCheckout(await payer.caller(), { plan: "professional", interval: "month" });
    stripe.pay(checkout);
    const deliveries = stripe.webhooks.take();
    const { applySubscription } = await import("./apply-subscription");
    const { nextReading } = await import("./reading");
    const old = await nextReading();
    for (const delivery of deliveries) await deliver(delivery);
    const customer = (await accountOf(payer.id)).stripeCustomerId ?? "";
    const { request } = await payer.caller();
    const apply = inSystemTransaction((db) => applySubscription(db, customer, { number: old, state: null }, request));
    expect(await apply).toBeNull();
    expect((await accountOf(payer.id)).subscriptionStatus).toBe("active");
  });

  it("is not replaced by an older reading with a higher number than the one that was applied first", async () => {
    const payer = await createPayer();
    const { checkout } = await startCheckout(await payer.caller(), { plan: "professional", interval: "month" });
    stripe.pay(checkout);
    const { applySubscription } = await import("./apply-subscription");
    const { readSubscriptions } = await import("./read-subscriptions");
    const { nextReading } = await import("./reading");
    const { syncSubscription } = await import("./sync-subscription");
    const customer = (await accountOf(payer.id)).stripeCustomerId ?? "";
    const { request } = await payer.caller();
    const apply = (number: bigint, { state }: Awaited<ReturnType<typeof readSubscriptions>>) =>
      inSystemTransaction((db) => applySubscription(db, customer, { number, state }, request));

    const early = await nextReading();
    const late = await readSubscriptions(customer);
    const id = late.state?.subscriptionId ?? "";
    const changes = { cancel_at_period_end: true };
    act(stripe.world, null, () => change(stripe.world, "subscription", id, changes, "customer.subscription.updated"));
    stripe.webhooks.take();

    // The change's own event reads twice, and meanwhile the early number gets the new state.
    const readings = () => stripe.counts["GET /v1/subscriptions"] ?? 0;
    const before = readings();
    stripe.faults.answerLatencyMs = 1_000;
    const event = syncSubscription(customer, request);
    while (readings() < before + 2) await sleep(10);
    stripe.faults.reset();
    expect(await apply(early, await readSubscriptions(customer))).not.toBeNull();
    expect(await event).toBe(true);
    expect(await apply(late.number, late)).toBeNull();
    expect(await accountOf(payer.id)).toMatchObject({ subscriptionStatus: "active", cancelAtPeriodEnd: true });
  });
});

describe("an event that cannot be handled", () => {
  it("stays in the inbox, is shown in the console, and is handled by the scheduler later", async () => {
    const { payer, ...completed } = await someEvent();
    stripe.faults.failNext(20, "no connection");
    expect(await deliver(completed)).toBe("failed");
    stripe.faults.reset();
    expect((await stateOf(payer)).purchased).toBe(0);
    const admin = await createSystemAdmin();
    const failing = await listEvents(await admin.caller(), { state: "failing" });
    expect(failing.items[0]).toMatchObject({ status: "pending", organization: { id: payer.id }, attempts: 1 });
    expect(failing.items[0]?.last_error).toBeTruthy();
    await runJobs(randomUUID());
    expect((await stateOf(payer)).purchased).toBe(0);
    await inSystemTransaction((db) => db.stripeEvent.updateMany({ data: { nextAttemptAt: new Date() } }));
    expect((await runJobs(randomUUID()))["stripe-events"]).toMatchObject({ status: "done" });
    expect((await stateOf(payer)).purchased).toBe(5_000_000);
    expect((await listEvents(await admin.caller(), { state: "failing" })).items).toEqual([]);
  });

  it("can be replayed by a system admin, with a reason that is audited, and only by one", async () => {
    const { payer, ...completed } = await someEvent();
    stripe.faults.failNext(20, "error");
    await deliver(completed);
    stripe.faults.reset();
    const admin = await createSystemAdmin();
    const { items } = await listEvents(await admin.caller(), { type: "checkout.session.completed", state: "failing" });
    const [event] = items;
    if (!event) throw new Error("no event");
    await expect(replayEvent(await payer.caller(), { id: event.id, reason: "because" })).rejects.toMatchObject({
      code: "ACCESS_DENIED",
    });
    await expect(replayEvent(await admin.caller(), { id: event.id })).rejects.toMatchObject({ code: "VALIDATION_ERROR" });
    await expect(replayEvent(await admin.caller(), { id: randomUUID(), reason: "because" })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    expect(await replayEvent(await admin.caller(), { id: event.id, reason: "Stripe was down" })).toMatchObject({
      status: "handled",
      last_error: null,
    });
    await replayEvent(await admin.caller(), { id: event.id, reason: "once more" });
    expect((await purchasedBy(payer.id)).entries).toEqual([["purchase", 5_000_000]]);
    const audited = await inSystemTransaction((db) =>
      db.auditEntry.findMany({
        where: { action: "admin.replay-stripe-event", entityId: event.event },
        orderBy: { id: "asc" },
      }),
    );
    expect(audited.map(({ reason }) => reason)).toEqual(["Stripe was down", "once more"]);
  });

  it("waits twice as long after each failure, up to six hours", () => {
    expect([1, 2, 3, 30].map(waitSeconds)).toEqual([15, 30, 60, 21_600]);
  });

  it("is never pruned, and handled ones are after 60 days", async () => {
    const old = new Date(Date.now() - 61 * 86_400_000);
    const rows = ["pending", "handled", "ignored"].map((status) => ({
      ...{ eventId: `evt_${status}_${randomUUID()}`, type: "invoice.paid", objectId: "in_1", status },
      ...{ createdAt: old, receivedAt: old, nextAttemptAt: new Date(Date.now() + 3_600_000) },
    }));
    await inSystemTransaction((db) => db.stripeEvent.createMany({ data: rows }));
    await runJobs(randomUUID());
    const left = await inSystemTransaction((db) =>
      db.stripeEvent.findMany({ where: { eventId: { in: rows.map(({ eventId }) => eventId) } }, select: { status: true } }),
    );
    expect(left).toEqual([{ status: "pending" }]);
    await inSystemTransaction((db) => db.stripeEvent.deleteMany({ where: { eventId: rows[0]?.eventId ?? "" } }));
  });
});
