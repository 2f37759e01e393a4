// Payments that are refunded or disputed, and those of organizations that were deleted.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accountOf, createPayer, deliver, deliverAll, purchasedBy, startStripe, type Payer } from "@/tests/factories/stripe";
import { inSystemTransaction } from "@/lib/db/transaction";
import type { FakeStripe } from "@/scripts/fake-stripe/server";
import { buyCredits } from "./buy-credits";
import { getBilling } from "./get-billing";
import { startCheckout } from "./start-checkout";
import { workOnStripe } from "./work-on-stripe";

let stripe: FakeStripe;

beforeAll(async () => {
  stripe = await startStripe();
});
afterAll(() => stripe.stop());

const chargesOf = (customer: string | null) => stripe.all("charge").filter((each) => each.customer === customer);

async function subscribe(payer: Payer): Promise<string> {
  const { checkout } = await startCheckout(await payer.caller(), { plan: "professional", interval: "month" });
  stripe.pay(checkout);
  await deliverAll(stripe);
  return (await accountOf(payer.id)).stripeCustomerId ?? "";
}

describe("the payment of a subscription", () => {
  it("is recorded once when it is refunded, and once when it is disputed, however many events report it; the plan stays", async () => {
    const payer = await createPayer();
    const customer = await subscribe(payer);
    const charge = chargesOf(customer)[0]?.id ?? "";
    stripe.refund(charge, 900);
    const refunded = stripe.webhooks.take().find(({ event }) => event.type === "charge.refunded");
    if (!refunded) throw new Error("no event");
    const other = { ...refunded.event, id: `${refunded.event.id}x` };
    const deliveries = [refunded, refunded, stripe.webhooks.sign(other)];
    expect(await Promise.all(deliveries.map((each) => deliver(each)))).not.toContain("failed");
    stripe.dispute(charge);
    expect(await deliverAll(stripe)).not.toContain("failed");
    const entries = await inSystemTransaction((db) =>
      db.auditEntry.findMany({
        where: { organizationId: payer.id, action: "billing.record-lost-payment" },
        orderBy: { id: "asc" },
      }),
    );
    const recorded = { charge, amount_cents: 2_900, refunded_cents: 900 };
    expect(entries.map(({ after }) => after)).toEqual([
      { ...recorded, disputed: false },
      { ...recorded, disputed: true },
    ]);
    expect((await getBilling(await payer.caller(), {})).plan.slug).toBe("professional");
  });
});

describe("a refund of a credit pack", () => {
  it("gives the credits back if it fails", async () => {
    const payer = await createPayer();
    const { checkout } = await buyCredits(await payer.caller(), { pack: "5m" });
    stripe.pay(checkout);
    await deliverAll(stripe);
    const charge = chargesOf((await accountOf(payer.id)).stripeCustomerId)[0]?.id ?? "";
    const refund = stripe.refund(charge);
    await deliverAll(stripe);
    expect((await purchasedBy(payer.id)).purchased).toBe(0);
    stripe.failRefund(refund.id);
    await deliverAll(stripe);
    expect((await purchasedBy(payer.id)).purchased).toBe(5_000_000);
  });
});

describe("a deleted organization", () => {
  it("gets back what it paid after the deletion, and nothing else", async () => {
    const payer = await createPayer();
    const customer = await subscribe(payer);
    const subscription = (await accountOf(payer.id)).stripeSubscriptionId ?? "";
    const charges = stripe.world.state.objects.charge;
    for (const each of chargesOf(customer)) charges[each.id] = { ...each, created: each.created - 60 };
    await inSystemTransaction((db) => db.organization.delete({ where: { id: payer.id }, select: { id: true } }));
    const createdAt = new Date(Date.now() - 5_000);
    await inSystemTransaction((db) => db.stripeClosure.updateMany({ where: { customerId: customer }, data: { createdAt } }));
    stripe.advance(subscription);
    stripe.webhooks.take();
    await workOnStripe(new Date(Date.now() + 20_000), randomUUID());
    expect(stripe.get("subscription", subscription).status).toBe("canceled");
    expect(chargesOf(customer).map(({ refunded }) => refunded)).toEqual([true, false]);
  });
});
