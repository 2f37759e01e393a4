// What an operator has made or deleted at Stripe for a customer, and what that must not change here.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { insertPlan } from "@/tests/factories/plans";
import {
  accountOf,
  configureStripe,
  createPayer,
  deliverAll,
  purchasedBy,
  startStripe,
  type Payer,
} from "@/tests/factories/stripe";
import { createSystemAdmin } from "@/tests/factories/system-admin";
import { inSystemTransaction } from "@/lib/db/transaction";
import { deletePlan } from "@/lib/plan-catalog/delete-plan";
import type { FakeStripe } from "@/scripts/fake-stripe/server";
import { buyCredits } from "./buy-credits";
import { openPortal } from "./open-portal";
import { startCheckout } from "./start-checkout";
import { stripeClient } from "./stripe-client";
import { workOnStripe } from "./work-on-stripe";

let stripe: FakeStripe;

beforeAll(async () => {
  stripe = await startStripe();
});
afterAll(() => stripe.stop());

const PLAN = { plan: "professional", interval: "month" };

async function subscribe(payer: Payer): Promise<string> {
  const { checkout } = await startCheckout(await payer.caller(), PLAN);
  stripe.pay(checkout);
  await deliverAll(stripe);
  return (await accountOf(payer.id)).stripeSubscriptionId ?? "";
}

const customerOf = async ({ id }: Payer) => (await accountOf(id)).stripeCustomerId ?? "";

const chargesOf = (customer: string) => stripe.all("charge").filter((each) => each.customer === customer);

const chargeOf = (session: string) => {
  const intent = stripe.get("checkout.session", session).payment_intent;
  return stripe.all("charge").find(({ payment_intent }) => payment_intent === intent)?.id ?? "";
};

const remove = ({ id }: Payer) =>
  inSystemTransaction((db) => db.organization.delete({ where: { id }, select: { id: true } }));

const work = () => workOnStripe(new Date(Date.now() + 20_000), randomUUID());

const closureOf = (customerId: string) =>
  inSystemTransaction((db) => db.stripeClosure.findUniqueOrThrow({ where: { customerId } }));

describe("a deleted organization", () => {
  it("keeps what an operator has made for its customer: another subscription, and the invoices of that", async () => {
    const payer = await createPayer();
    const id = await subscribe(payer);
    const { customer, default_payment_method: method } = stripe.get("subscription", id);
    const client = await stripeClient();
    const support = await client.products.create({ name: "Support contract" });
    const price = await client.prices.create({
      ...{ product: support.id, currency: "usd", unit_amount: 100_000, recurring: { interval: "month" } },
    });
    const items = [{ price: price.id }];
    const contract = await client.subscriptions.create({ customer, items, default_payment_method: String(method) });
    await remove(payer);
    const createdAt = new Date(Date.now() - 60_000);
    await inSystemTransaction((db) => db.stripeClosure.updateMany({ where: { customerId: customer }, data: { createdAt } }));
    stripe.advance(contract.id);
    await deliverAll(stripe);
    await work();
    expect(stripe.get("subscription", id).status).toBe("canceled");
    expect(stripe.get("subscription", contract.id).status).toBe("active");
    const kept = chargesOf(customer).filter(({ refunded }) => !refunded);
    expect(kept.map(({ amount }) => amount)).toEqual([100_000, 100_000]);
    expect((await closureOf(customer)).closedAt).not.toBeNull();
  });

  it("gets its money back for a pack whose bank debit succeeds after the deletion", async () => {
    const payer = await createPayer();
    const { checkout } = await buyCredits(await payer.caller(), { pack: "5m" });
    stripe.debit(checkout);
    await deliverAll(stripe);
    const customer = await customerOf(payer);
    await remove(payer);
    await work();
    expect(await closureOf(customer)).toMatchObject({ sessionIds: [checkout] });
    expect((await closureOf(customer)).closedAt).not.toBeNull();
    stripe.decideDebit(checkout, "succeeded");
    await deliverAll(stripe);
    await work();
    expect(chargesOf(customer).map(({ refunded }) => refunded)).toEqual([true]);
  });
});

describe("a customer that was deleted and replaced", () => {
  it("still owes the credits of what it paid: a refund takes them back", async () => {
    const payer = await createPayer();
    const { checkout } = await buyCredits(await payer.caller(), { pack: "5m" });
    stripe.pay(checkout);
    const open = await buyCredits(await payer.caller(), { pack: "10m" });
    await deliverAll(stripe);
    await (await stripeClient()).customers.del(await customerOf(payer));
    stripe.expire(open.checkout);
    stripe.webhooks.take();
    const again = await buyCredits(await payer.caller(), { pack: "10m" });
    expect(again.checkout).not.toBe(open.checkout);
    stripe.pay(again.checkout);
    await deliverAll(stripe);
    expect((await purchasedBy(payer.id)).purchased).toBe(15_000_000);
    stripe.refund(chargeOf(checkout));
    expect(await deliverAll(stripe)).not.toContain("failed");
    expect((await purchasedBy(payer.id)).purchased).toBe(10_000_000);
  });

  it("can open the portal, and what became of its subscription is audited and mailed", async () => {
    const payer = await createPayer();
    await subscribe(payer);
    const customer = await customerOf(payer);
    const mails = () => inSystemTransaction((db) => db.outboxMail.count({ where: { kind: "subscription-ended" } }));
    const before = await mails();
    await (await stripeClient()).customers.del(customer);
    expect((await openPortal(await payer.caller(), {})).url).toContain(stripe.url);
    await deliverAll(stripe);
    expect(await accountOf(payer.id)).toMatchObject({ subscriptionStatus: "canceled" });
    expect(await customerOf(payer)).not.toBe(customer);
    expect((await mails()) - before).toBe(1);
    const actions = ["billing.change-subscription", "billing.forget-customer"];
    const entries = await inSystemTransaction((db) =>
      db.auditEntry.findMany({
        where: { organizationId: payer.id, action: { in: actions } },
        orderBy: { id: "desc" },
        take: 2,
      }),
    );
    expect(entries.map(({ action }) => action)).toEqual(actions.toReversed());
    expect(entries[0]).toMatchObject({ before: { customer }, after: { customer: null } });
  });
});

describe("a key of another account", () => {
  it("ends no subscription here, and closes no customer", async () => {
    const [payer, deleted] = [await createPayer(), await createPayer()];
    await subscribe(payer);
    const id = await subscribe(deleted);
    const customer = await customerOf(deleted);
    await remove(deleted);
    const other = await startStripe();
    try {
      await expect(startCheckout(await payer.caller(), PLAN)).rejects.toMatchObject({ code: "UPSTREAM_FAILED" });
      await work();
    } finally {
      await other.stop();
      configureStripe(stripe);
    }
    expect(await accountOf(payer.id)).toMatchObject({ subscriptionStatus: "active" });
    expect((await closureOf(customer)).closedAt).toBeNull();
    await inSystemTransaction((db) => db.stripeClosure.updateMany({ data: { nextAttemptAt: new Date() } }));
    await work();
    expect(stripe.get("subscription", id).status).toBe("canceled");
  });
});

describe("a plan whose payment page is open", () => {
  it("cannot be deleted before the page is paid or has expired", async () => {
    const [payer, admin] = [await createPayer(), await createSystemAdmin()];
    const plan = await insertPlan({ monthlyPriceCents: 1_900 });
    const { checkout } = await startCheckout(await payer.caller(), { plan: plan.slug, interval: "month" });
    const remove = async () => deletePlan(await admin.caller(), { id: plan.id, reason: "not sold any more" });
    await expect(remove()).rejects.toMatchObject({ code: "PLAN_IN_USE" });
    stripe.expire(checkout);
    await deliverAll(stripe);
    await remove();
    const row = await inSystemTransaction((db) => db.stripeCheckout.findUniqueOrThrow({ where: { sessionId: checkout } }));
    expect(row).toMatchObject({ status: "expired", planId: null });
  });
});
