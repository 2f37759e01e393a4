// Stripe does what was asked, and its answer is lost: once, so that the client asks again, or each time, so that a later request does.
import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { accountOf, createPayer, deliverAll, purchasedBy, startStripe, type Payer } from "@/tests/factories/stripe";
import { inSystemTransaction } from "@/lib/db/transaction";
import type { FakeStripe } from "@/scripts/fake-stripe/server";
import { buyCredits } from "./buy-credits";
import { startCheckout } from "./start-checkout";
import { workOnStripe } from "./work-on-stripe";

/** More than the client tries. */
const EACH_TIME = 20;

let stripe: FakeStripe;

beforeAll(async () => {
  stripe = await startStripe();
});
afterEach(() => {
  stripe.faults.reset();
  stripe.webhooks.take();
});
afterAll(() => stripe.stop());

const lose = (route: string, count: number) => stripe.faults.failNext(count, "lost answer", route);

const customersOf = ({ id }: Payer) => stripe.all("customer").filter(({ metadata }) => metadata.organization_id === id);

const sessionsOf = (customer: string) => stripe.all("checkout.session").filter((each) => each.customer === customer);

const storedBy = ({ id: organizationId }: Payer) =>
  inSystemTransaction((db) => db.stripeCheckout.findMany({ where: { organizationId }, select: { sessionId: true } }));

describe("a lost answer", () => {
  it.each(["POST /v1/customers", "POST /v1/checkout/sessions"])("of %s leaves one customer and one page", async (route) => {
    const payer = await createPayer();
    lose(route, 1);
    const { checkout } = await buyCredits(await payer.caller(), { pack: "5m" });
    const [customer, ...more] = customersOf(payer);
    expect(more).toEqual([]);
    expect((await accountOf(payer.id)).stripeCustomerId).toBe(customer?.id);
    expect(sessionsOf(customer?.id ?? "").map(({ id }) => id)).toEqual([checkout]);
  });

  it("of each attempt to open a page leaves one page that can be paid", async () => {
    const payer = await createPayer();
    lose("POST /v1/checkout/sessions", EACH_TIME);
    const lost = buyCredits(await payer.caller(), { pack: "5m" });
    await expect(lost).rejects.toMatchObject({ code: "UPSTREAM_FAILED" });
    expect(await storedBy(payer)).toEqual([]);
    stripe.faults.reset();
    const { checkout } = await buyCredits(await payer.caller(), { pack: "5m" });
    expect(await storedBy(payer)).toEqual([{ sessionId: checkout }]);
    stripe.pay(checkout);
    await deliverAll(stripe);
    expect(await purchasedBy(payer.id)).toEqual({ purchased: 5_000_000, entries: [["purchase", 5_000_000]] });
  });

  it.each([
    // The client asks again, and is refused, because the subscription has ended.
    { route: "DELETE /v1/subscriptions/:id", count: 1, isDueAgain: true },
    { route: "DELETE /v1/subscriptions/:id", count: EACH_TIME, isDueAgain: true },
    { route: "POST /v1/refunds", count: 1, isDueAgain: false },
    { route: "POST /v1/refunds", count: EACH_TIME, isDueAgain: true },
  ])("of $route cancels and refunds once after a deletion ($count times)", async ({ route, count, isDueAgain }) => {
    const payer = await createPayer();
    const { checkout } = await startCheckout(await payer.caller(), { plan: "professional", interval: "month" });
    // The payment arrives after the deletion.
    await inSystemTransaction((db) => db.organization.delete({ where: { id: payer.id }, select: { id: true } }));
    const createdAt = new Date(Date.now() - 5_000);
    const { customer } = stripe.get("checkout.session", checkout);
    const where = { customerId: String(customer) };
    await inSystemTransaction((db) => db.stripeClosure.updateMany({ where, data: { createdAt } }));
    stripe.pay(checkout);
    lose(route, count);
    const work = () => workOnStripe(new Date(Date.now() + 20_000), randomUUID());
    const closure = () => inSystemTransaction((db) => db.stripeClosure.findFirst({ where }));
    await work();
    expect((await closure())?.closedAt === null).toBe(isDueAgain);
    stripe.faults.reset();
    await inSystemTransaction((db) => db.stripeClosure.updateMany({ where, data: { nextAttemptAt: new Date() } }));
    await work();
    expect(await closure()).toMatchObject({ lastError: null, closedAt: expect.any(Date) as Date });
    const subscription = String(stripe.get("checkout.session", checkout).subscription);
    expect(stripe.get("subscription", subscription).status).toBe("canceled");
    const charges = stripe.all("charge").filter((each) => each.customer === customer);
    expect(charges.map(({ amount, amount_refunded: refunded }) => refunded === amount)).toEqual([true]);
    expect(stripe.all("refund").filter(({ charge }) => charge === charges[0]?.id)).toHaveLength(1);
  });
});
