// Subscriptions and credit packs, with the client of Stripe against a server that stands in for Stripe.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callerOf, createMember } from "@/tests/factories/callers";
import {
  accountOf,
  configureStripe,
  createPayer,
  deliver,
  deliverAll,
  purchasedBy,
  spendPurchased,
  startStripe,
  type Payer,
} from "@/tests/factories/stripe";
import { createSystemAdmin } from "@/tests/factories/system-admin";
import { inSystemTransaction, inTenantTransaction } from "@/lib/db/transaction";
import type { FakeStripe } from "@/scripts/fake-stripe/server";
import { buyCredits } from "./buy-credits";
import { getBilling } from "./get-billing";
import { getClosures } from "./get-closures";
import { openPortal } from "./open-portal";
import { startCheckout } from "./start-checkout";
import { verifyCheckout } from "./verify-checkout";
import { workOnStripe } from "./work-on-stripe";

let stripe: FakeStripe;

beforeAll(async () => {
  stripe = await startStripe();
});
afterAll(() => stripe.stop());

const PLAN = { plan: "professional", interval: "month" };

async function subscribe(payer: Payer, plan = PLAN, card = {}): Promise<string> {
  const { checkout } = await startCheckout(await payer.caller(), plan);
  stripe.pay(checkout, card);
  await deliverAll(stripe);
  return (await accountOf(payer.id)).stripeSubscriptionId ?? "";
}

async function buy(payer: Payer, pack = "5m"): Promise<string> {
  const { checkout } = await buyCredits(await payer.caller(), { pack });
  stripe.pay(checkout);
  return checkout;
}

const chargeOfSubscription = (subscription: string) => {
  const { latest_invoice: invoice } = stripe.get("subscription", subscription);
  const intent = stripe.all("invoice_payment").find((each) => each.invoice === invoice)?.payment.payment_intent;
  return stripe.all("charge").find(({ payment_intent }) => payment_intent === intent)?.id ?? "";
};

const chargeOf = (session: string) => {
  const intent = stripe.get("checkout.session", session).payment_intent;
  return stripe.all("charge").find(({ payment_intent }) => payment_intent === intent)?.id ?? "";
};

async function mailsOf(kind: string): Promise<number> {
  return inSystemTransaction((db) => db.outboxMail.count({ where: { kind } }));
}

describe("a subscription", () => {
  it("gives its plan once it is paid, and not before", async () => {
    const payer = await createPayer();
    const { checkout, url } = await startCheckout(await payer.caller(), PLAN);
    expect(new URL(url).origin).toBe(stripe.url);
    await deliverAll(stripe);
    expect(await getBilling(await payer.caller(), {})).toMatchObject({ plan: { slug: "free" }, subscription: null });
    stripe.pay(checkout);
    await deliverAll(stripe);
    const view = await getBilling(await payer.caller(), {});
    expect(view).toMatchObject({
      plan: { slug: "professional" },
      subscription: { status: "active", is_live: true, interval: "month", cancels_at_period_end: false },
      has_portal: true,
    });
    const [subscription] = stripe.all("subscription");
    const account = await accountOf(payer.id);
    const [item] = subscription?.items.data ?? [];
    expect(account.anchorAt.getTime()).toBe((subscription?.billing_cycle_anchor ?? 0) * 1000);
    expect(account.currentPeriodStart?.getTime()).toBe((item?.current_period_start ?? 0) * 1000);
    expect(account.stripeSubscriptionId).toBe(subscription?.id);
  });

  it("keeps its plan while a renewal is past due, tells the admins once, and loses it when Stripe gives up", async () => {
    const payer = await createPayer();
    const id = await subscribe(payer, PLAN, { number: "4000000000000341" });
    const [failed, ended] = [await mailsOf("payment-failed"), await mailsOf("subscription-ended")];
    stripe.advance(id);
    await deliverAll(stripe);
    expect(await getBilling(await payer.caller(), {})).toMatchObject({
      plan: { slug: "professional" },
      subscription: { status: "past_due", is_live: true },
    });
    for (let tries = 0; tries < 6; tries += 1) {
      const open = stripe.all("invoice").find(({ status, customer }) => status === "open" && customer === customerOf(id));
      if (open) stripe.retry(open.id);
    }
    await deliverAll(stripe);
    const view = await getBilling(await payer.caller(), {});
    expect(view.plan.slug).toBe("free");
    expect(view.subscription?.is_live).toBe(false);
    expect([(await mailsOf("payment-failed")) - failed, (await mailsOf("subscription-ended")) - ended]).toEqual([1, 1]);
  });

  const customerOf = (subscription: string) => stripe.get("subscription", subscription).customer;

  it("is refused while there is one, even if its events have not arrived", async () => {
    const payer = await createPayer();
    const { checkout } = await startCheckout(await payer.caller(), PLAN);
    stripe.pay(checkout);
    stripe.webhooks.take();
    await expect(startCheckout(await payer.caller(), PLAN)).rejects.toMatchObject({ code: "CONFLICT" });
    expect((await getBilling(await payer.caller(), {})).plan.slug).toBe("professional");
  });

  it("has one open page at a time, which is used again for the same plan and closed for another", async () => {
    const payer = await createPayer();
    const first = await startCheckout(await payer.caller(), PLAN);
    expect(await startCheckout(await payer.caller(), PLAN)).toEqual(first);
    const other = await startCheckout(await payer.caller(), { plan: "premium", interval: "year" });
    expect(other.checkout).not.toBe(first.checkout);
    expect(stripe.get("checkout.session", first.checkout).status).toBe("expired");
    expect(() => stripe.pay(first.checkout)).toThrow();
  });

  it("has one customer and one open page, even if several requests come at once", async () => {
    const payer = await createPayer();
    const callers = await Promise.all(Array.from({ length: 6 }, () => payer.caller()));
    const outcomes = await Promise.allSettled(callers.map((caller) => startCheckout(caller, PLAN)));
    const made = outcomes.filter(({ status }) => status === "fulfilled");
    expect(made.length).toBeGreaterThan(0);
    expect(new Set(made.map((each) => (each as { value: { checkout: string } }).value.checkout)).size).toBe(1);
    const own = stripe.all("customer").filter(({ metadata }) => metadata.organization_id === payer.id);
    expect(own).toHaveLength(1);
    const rows = await inSystemTransaction((db) =>
      db.stripeCheckout.count({ where: { organizationId: payer.id, status: "open" } }),
    );
    expect(rows).toBe(1);
  });

  it("is one even if two are paid in the same second: the other is refunded and canceled", async () => {
    const payer = await createPayer();
    const id = await subscribe(payer);
    const { customer, items } = stripe.get("subscription", id);
    const price = items.data[0]?.price.id ?? "";
    const second = await secondSubscription(customer, price, payer);
    await deliverAll(stripe);
    await deliverAll(stripe);
    const kept = (await accountOf(payer.id)).stripeSubscriptionId ?? "";
    expect([id, second]).toContain(kept);
    const other = kept === id ? second : id;
    expect(stripe.get("subscription", kept).status).toBe("active");
    expect(stripe.get("subscription", other).status).toBe("canceled");
    const refunds = stripe.all("refund").filter(({ charge }) => isOfCustomer(charge, customer));
    expect(refunds.map(({ charge }) => charge)).toEqual([chargeOfSubscription(other)]);
  });

  it("leaves alone what an operator has made at Stripe: another product, and a second subscription for a plan", async () => {
    const payer = await createPayer();
    const id = await subscribe(payer);
    const { customer, items, default_payment_method: method } = stripe.get("subscription", id);
    const client = await stripeOf();
    const support = await client.products.create({ name: "Support contract" });
    const price = await client.prices.create({
      ...{ product: support.id, currency: "usd", unit_amount: 100_000, recurring: { interval: "year" } },
    });
    const made = (item: string) =>
      client.subscriptions.create({ customer, items: [{ price: item }], default_payment_method: String(method) });
    const [contract, gift] = [await made(price.id), await made(items.data[0]?.price.id ?? "")];
    // Of two in one second, either counts. This one is made a second later.
    stripe.world.state.objects.subscription[gift.id] = { ...stripe.get("subscription", gift.id), created: gift.created + 1 };
    await deliverAll(stripe);
    await deliverAll(stripe);
    for (const each of [id, contract.id, gift.id]) expect(stripe.get("subscription", each).status).toBe("active");
    expect(stripe.all("refund").filter(({ charge }) => isOfCustomer(charge, customer))).toEqual([]);
    await client.subscriptions.cancel(id);
    await client.subscriptions.cancel(gift.id);
    await deliverAll(stripe);
    expect(await getBilling(await payer.caller(), {})).toMatchObject({
      plan: { slug: "free" },
      subscription: { is_live: false },
    });
    expect((await startCheckout(await payer.caller(), PLAN)).url).toContain(stripe.url);
  });

  it.each([
    ["unpaid", "unpaid invoices"],
    ["paused", "paused"],
    ["incomplete", "not complete"],
  ] as const)("cannot be bought again while one is %s, which would go on once it is paid", async (status, words) => {
    const payer = await createPayer();
    const id = await subscribe(payer);
    const [stopped, ended] = [await mailsOf("subscription-stopped"), await mailsOf("subscription-ended")];
    const { subscription: stored } = stripe.world.state.objects;
    stored[id] = { ...stripe.get("subscription", id), status };
    const asked = startCheckout(await payer.caller(), PLAN);
    await expect(asked).rejects.toMatchObject({
      code: "CONFLICT",
      fields: { plan: expect.stringContaining(words) as string },
    });
    expect(await getBilling(await payer.caller(), {})).toMatchObject({
      plan: { slug: "free" },
      subscription: { status, is_live: false, has_ended: false },
    });
    if (status !== "incomplete") {
      await deliverAll(stripe);
      expect([await mailsOf("subscription-stopped"), await mailsOf("subscription-ended")]).toEqual([stopped + 1, ended]);
    }
    stored[id] = { ...stripe.get("subscription", id), status: "canceled" };
    expect((await startCheckout(await payer.caller(), PLAN)).url).toContain(stripe.url);
  });

  const stripeOf = async () => (await import("./stripe-client")).stripeClient();

  const isOfCustomer = (charge: string | null, customer: string) =>
    charge !== null && stripe.get("charge", charge).customer === customer;

  /** Two checkouts are never open at once, so the first is no longer open here when the second is stored. */
  async function secondSubscription(customer: string, price: string, { id: organizationId }: Payer): Promise<string> {
    const client = await stripeOf();
    const session = await client.checkout.sessions.create({
      mode: "subscription",
      customer,
      line_items: [{ price, quantity: 1 }],
      success_url: "http://localhost:3000/",
    });
    const row = {
      organizationId,
      sessionId: session.id,
      customerId: customer,
      kind: "subscription",
      item: "x",
      amountCents: 100,
      currency: "usd",
    };
    await inSystemTransaction((db) => db.stripeCheckout.createMany({ data: [row] }));
    stripe.pay(session.id);
    return String(stripe.get("checkout.session", session.id).subscription);
  }

  it("ends at Stripe when its organization is deleted, also if Stripe cannot be reached at first", async () => {
    const payer = await createPayer();
    const id = await subscribe(payer);
    // As an organization's admin deletes it, whose role reaches less.
    await inTenantTransaction(payer.id, (db) => db.organization.delete({ where: { id: payer.id }, select: { id: true } }));
    stripe.faults.failNext(20, "no connection");
    await workOnStripe(new Date(Date.now() + 10_000), randomUUID());
    stripe.faults.reset();
    expect(stripe.get("subscription", id).status).toBe("active");
    const admin = await createSystemAdmin();
    const { customer } = stripe.get("subscription", id);
    const { failing, failing_count: count } = await getClosures(await admin.caller(), {});
    expect([failing.length, failing[0]]).toMatchObject([count, { customer, attempts: 1 }]);
    expect(failing[0]?.last_error).toBeTruthy();
    expect(Date.parse(failing[0]?.next_attempt_at ?? "")).toBeGreaterThan(Date.now());
    await expect(getClosures(await (await createPayer()).caller(), {})).rejects.toMatchObject({ code: "ACCESS_DENIED" });
    await inSystemTransaction((db) => db.stripeClosure.updateMany({ data: { nextAttemptAt: new Date() } }));
    await workOnStripe(new Date(Date.now() + 10_000), randomUUID());
    expect(stripe.get("subscription", id).status).toBe("canceled");
    expect(await getClosures(await admin.caller(), {})).toEqual({ failing_count: 0, failing: [] });
    stripe.webhooks.take();
  });

  it("follows a change and a cancellation in the portal", async () => {
    const payer = await createPayer();
    const id = await subscribe(payer);
    const { url } = await openPortal(await payer.caller(), {});
    expect(new URL(url).origin).toBe(stripe.url);
    const { stripeClient } = await import("./stripe-client");
    await (await stripeClient()).subscriptions.update(id, { cancel_at_period_end: true });
    await deliverAll(stripe);
    expect((await getBilling(await payer.caller(), {})).subscription).toMatchObject({
      status: "active",
      cancels_at_period_end: true,
    });
    stripe.advance(id);
    await deliverAll(stripe);
    expect((await getBilling(await payer.caller(), {})).plan.slug).toBe("free");
  });
});

describe("what was changed in Stripe’s dashboard", () => {
  const client = async () => (await import("./stripe-client")).stripeClient();

  it("does not stop payments: a deleted customer is replaced", async () => {
    const payer = await createPayer();
    await buy(payer);
    await deliverAll(stripe);
    const deleted = (await accountOf(payer.id)).stripeCustomerId ?? "";
    await (await client()).customers.del(deleted);
    await buy(payer, "10m");
    await deliverAll(stripe);
    expect((await accountOf(payer.id)).stripeCustomerId).not.toBe(deleted);
    expect((await purchasedBy(payer.id)).purchased).toBe(15_000_000);
  });

  it("does not cost an organization its customer if the key belongs to another account", async () => {
    const payer = await createPayer();
    await buy(payer);
    const { stripeCustomerId } = await accountOf(payer.id);
    const other = await startStripe();
    try {
      await expect(buyCredits(await payer.caller(), { pack: "10m" })).rejects.toMatchObject({ code: "UPSTREAM_FAILED" });
    } finally {
      await other.stop();
      configureStripe(stripe);
    }
    expect((await accountOf(payer.id)).stripeCustomerId).toBe(stripeCustomerId);
    await deliverAll(stripe);
  });

  it("does not take a plan off sale: an archived price is replaced, and the product gets the plan’s name again", async () => {
    await subscribe(await createPayer());
    const { data } = await (await client()).prices.list({ active: true, limit: 100 });
    const price = data.find(({ unit_amount, recurring }) => unit_amount === 2_900 && recurring?.interval === "month");
    const product = typeof price?.product === "string" ? price.product : "";
    await (await client()).prices.update(price?.id ?? "", { active: false });
    await (await client()).products.update(product, { name: "Renamed", active: false });
    const payer = await createPayer();
    expect(await subscribe(payer)).not.toBe("");
    expect(stripe.get("product", product)).toMatchObject({ name: "Professional", active: true });
  });
});

describe("a credit pack", () => {
  it("is sold at its new price, even if a page with the old one is open", async () => {
    const payer = await createPayer();
    const before = await buyCredits(await payer.caller(), { pack: "5m" });
    configureStripe(stripe, {
      CREDIT_PACKS: JSON.stringify([{ id: "5m", credits: 5_000_000, price_cents: 2_900 }]),
    });
    try {
      const { checkout } = await buyCredits(await payer.caller(), { pack: "5m" });
      expect(stripe.get("checkout.session", checkout).amount_total).toBe(2_900);
      expect(stripe.get("checkout.session", before.checkout).status).toBe("expired");
    } finally {
      Reflect.deleteProperty(process.env, "CREDIT_PACKS");
      configureStripe(stripe);
    }
    await deliverAll(stripe);
  });

  it("adds its credits once, by event and by verify", async () => {
    const payer = await createPayer();
    const checkout = await buy(payer);
    const verified = await verifyCheckout(await payer.caller(), { checkout });
    expect(verified).toEqual({ checkout, kind: "credits", status: "paid", credits: 5_000_000 });
    await deliverAll(stripe);
    await verifyCheckout(await payer.caller(), { checkout });
    expect(await purchasedBy(payer.id)).toEqual({ purchased: 5_000_000, entries: [["purchase", 5_000_000]] });
  });

  it("adds nothing before it is paid, and nothing if the page is left or expires", async () => {
    const payer = await createPayer();
    const { checkout } = await buyCredits(await payer.caller(), { pack: "5m" });
    expect(await verifyCheckout(await payer.caller(), { checkout })).toMatchObject({ status: "open", credits: 0 });
    expect(() => stripe.pay(checkout, { number: "4000000000000002" })).toThrow("declined");
    expect(await verifyCheckout(await payer.caller(), { checkout })).toMatchObject({ status: "open" });
    stripe.expire(checkout);
    await deliverAll(stripe);
    expect(await verifyCheckout(await payer.caller(), { checkout })).toMatchObject({ status: "expired" });
    expect((await purchasedBy(payer.id)).purchased).toBe(0);
  });

  it("cannot be verified by another organization, which learns nothing", async () => {
    const [payer, stranger] = [await createPayer(), await createPayer()];
    const checkout = await buy(payer);
    for (const each of ["cs_test_unknown", checkout, "", "'"]) {
      const asked = verifyCheckout(await stranger.caller(), { checkout: each });
      await expect(asked).rejects.toMatchObject({ code: "NOT_FOUND", fields: {} });
    }
    expect([(await purchasedBy(payer.id)).purchased, (await purchasedBy(stranger.id)).purchased]).toEqual([0, 0]);
    stripe.webhooks.take();
  });

  it.each([
    { organizations: 3, packs: 1 },
    { organizations: 1, packs: 47 },
  ])(
    "grants once when an event and verify come at the same moment ($organizations × $packs times)",
    async ({ organizations, packs }) => {
      for (let organization = 0; organization < organizations; organization += 1) {
        const payer = await createPayer();
        const entries: ["purchase", number][] = [];
        for (let pack = 0; pack < packs; pack += 1) {
          const checkout = await buy(payer);
          const paid = stripe.webhooks.take().filter(({ event }) => event.type === "checkout.session.completed");
          expect(paid).toHaveLength(1);
          const caller = await payer.caller();
          await Promise.all([...paid.map((delivery) => deliver(delivery)), verifyCheckout(caller, { checkout })]);
          entries.push(["purchase", 5_000_000]);
          expect(await purchasedBy(payer.id)).toEqual({ purchased: 5_000_000 * entries.length, entries });
        }
      }
    },
    240_000,
  );

  it("gives back its share for a partial refund, and the rest for the rest", async () => {
    const payer = await createPayer();
    const checkout = await buy(payer);
    await deliverAll(stripe);
    stripe.refund(chargeOf(checkout), 1_300);
    await deliverAll(stripe);
    await deliverAll(stripe);
    expect((await purchasedBy(payer.id)).purchased).toBe(5_000_000 - Math.floor((5_000_000 * 1_300) / 3_900));
    stripe.refund(chargeOf(checkout));
    await deliverAll(stripe);
    expect((await purchasedBy(payer.id)).purchased).toBe(0);
  });

  it("is worth nothing if the refund is handled before the purchase", async () => {
    const payer = await createPayer();
    const checkout = await buy(payer);
    stripe.refund(chargeOf(checkout));
    for (const delivery of stripe.webhooks.take().reverse()) await deliver(delivery);
    expect((await purchasedBy(payer.id)).purchased).toBe(0);
  });

  it("takes back what was used as well, which is owed until a won dispute gives it back", async () => {
    const payer = await createPayer();
    const checkout = await buy(payer);
    await deliverAll(stripe);
    await spendPurchased(payer.id, 4_000_000);
    const dispute = stripe.dispute(chargeOf(checkout));
    await deliverAll(stripe);
    expect((await purchasedBy(payer.id)).purchased).toBe(-4_000_000);
    expect((await getBilling(await payer.caller(), {})).purchases[0]?.credits_taken_back).toBe(5_000_000);
    stripe.decide(dispute.id, "won");
    await deliverAll(stripe);
    expect((await purchasedBy(payer.id)).purchased).toBe(1_000_000);
  });

  it("stays taken back if the dispute is lost", async () => {
    const payer = await createPayer();
    const checkout = await buy(payer);
    await deliverAll(stripe);
    const dispute = stripe.dispute(chargeOf(checkout));
    await deliverAll(stripe);
    stripe.decide(dispute.id, "lost");
    await deliverAll(stripe);
    expect((await purchasedBy(payer.id)).purchased).toBe(0);
  });
});

describe("billing", () => {
  it("is for admins only", async () => {
    const payer = await createPayer();
    for (const role of ["readonly", "member"] as const) {
      const { caller } = await createMember({ id: payer.id, slug: payer.slug }, role);
      const member = await caller();
      const refused = [
        () => getBilling(member, {}),
        () => startCheckout(member, PLAN),
        () => buyCredits(member, { pack: "5m" }),
        () => openPortal(member, {}),
        () => verifyCheckout(member, { checkout: "cs_test_x" }),
      ];
      for (const each of refused) await expect(each()).rejects.toMatchObject({ code: "ACCESS_DENIED" });
    }
    expect(await accountOf(payer.id)).toMatchObject({ stripeCustomerId: null });
  });

  it("refuses plans and packs that are not on sale", async () => {
    const payer = await createPayer();
    for (const plan of ["free", "unknown", "PROFESSIONAL"]) {
      await expect(startCheckout(await payer.caller(), { plan, interval: "month" })).rejects.toMatchObject({
        code: "VALIDATION_ERROR",
      });
    }
    await expect(buyCredits(await payer.caller(), { pack: "6m" })).rejects.toMatchObject({ code: "VALIDATION_ERROR" });
  });

  it("needs a recent proof for the portal, and none for a payment", async () => {
    const payer = await createPayer();
    const { actor } = await payer.caller();
    if (actor.kind !== "member" || actor.credential.kind !== "session") throw new Error("not a session");
    const old = { ...actor, credential: { ...actor.credential, proof: { method: "password" as const, secondsAgo: 3_600 } } };
    await expect(openPortal(callerOf(old), {})).rejects.toMatchObject({ code: "RECENT_PROOF_REQUIRED" });
    expect((await buyCredits(callerOf(old), { pack: "5m" })).url).toContain(stripe.url);
  });

  it("answers UPSTREAM_FAILED if Stripe cannot be reached, and changes nothing", async () => {
    const payer = await createPayer();
    stripe.faults.failNext(20, "error");
    await expect(buyCredits(await payer.caller(), { pack: "5m" })).rejects.toMatchObject({ code: "UPSTREAM_FAILED" });
    stripe.faults.reset();
    expect(await accountOf(payer.id)).toMatchObject({ stripeCustomerId: null });
  });

  it("is turned off without a key", async () => {
    const payer = await createPayer();
    configureStripe(stripe, { STRIPE_SECRET_KEY: "", STRIPE_WEBHOOK_SECRET: "" });
    try {
      await expect(buyCredits(await payer.caller(), { pack: "5m" })).rejects.toMatchObject({ code: "FEATURE_DISABLED" });
      expect(await getBilling(await payer.caller(), {})).toMatchObject({ takes_payments: false, packs: [], offers: [] });
    } finally {
      configureStripe(stripe);
    }
  });

  it("repeats the answer to a request with the same key, even after the payment", async () => {
    const payer = await createPayer();
    const caller = { ...(await payer.caller()), idempotencyKey: randomUUID() };
    const first = await startCheckout(caller, PLAN);
    stripe.pay(first.checkout);
    await deliverAll(stripe);
    const again = async (idempotencyKey: string) => startCheckout({ ...(await payer.caller()), idempotencyKey }, PLAN);
    expect(await again(caller.idempotencyKey)).toEqual(first);
    await expect(again(randomUUID())).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it("runs a repeated request once", async () => {
    const payer = await createPayer();
    const caller = { ...(await payer.caller()), idempotencyKey: randomUUID() };
    const first = await buyCredits(caller, { pack: "10m" });
    expect(await buyCredits(caller, { pack: "10m" })).toEqual(first);
    const audited = await inSystemTransaction((db) =>
      db.auditEntry.count({ where: { organizationId: payer.id, action: "billing.buy-credit-pack" } }),
    );
    expect(audited).toBe(1);
  });
});
