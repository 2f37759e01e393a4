// Events arrive in any order, between the things that happen at Stripe, more than once and several at the same moment. What is
// stored in the end depends only on what Stripe has.
import { afterAll, beforeAll, expect, it } from "vitest";
import { accountOf, createPayer, deliver, purchasedBy, startStripe, type Payer } from "@/tests/factories/stripe";
import { randomFrom } from "@/tests/factories/random-from";
import { inSystemTransaction } from "@/lib/db/transaction";
import { end } from "@/scripts/fake-stripe/objects/subscription";
import type { FakeStripe } from "@/scripts/fake-stripe/server";
import type { Delivery } from "@/scripts/fake-stripe/webhooks";
import { act, change } from "@/scripts/fake-stripe/world";
import { buyCredits } from "./buy-credits";
import { isHandledType } from "./event-types";
import { startCheckout } from "./start-checkout";

const ORGANIZATIONS = 10;
const CREDITS = 5_000_000;
const MOST_ROUNDS = 5;

let stripe: FakeStripe;

beforeAll(async () => {
  stripe = await startStripe();
  stripe.webhooks.duplicate(2);
  stripe.webhooks.drop(({ type }) => !isHandledType(type));
});
afterAll(() => stripe.stop());

const chargeOf = (session: string) => {
  const intent = stripe.get("checkout.session", session).payment_intent;
  const charge = stripe.all("charge").find(({ payment_intent }) => payment_intent === intent);
  if (!charge) throw new Error("not paid");
  return charge;
};

const cancelLater = (subscription: string, later: boolean) =>
  act(stripe.world, null, () =>
    change(stripe.world, "subscription", subscription, { cancel_at_period_end: later }, "customer.subscription.updated"),
  );

async function subscribe(payer: Payer): Promise<string> {
  const { checkout } = await startCheckout(await payer.caller(), { plan: "professional", interval: "month" });
  // A card whose renewals fail.
  stripe.pay(checkout, { number: "4000000000000341" });
  return String(stripe.get("checkout.session", checkout).subscription);
}

/** What becomes of the subscription, one thing in each season. */
const FATES: ((subscription: string) => unknown)[] = [
  (subscription) => subscription,
  (subscription) => cancelLater(subscription, true),
  (subscription) => cancelLater(subscription, false),
  (subscription) => stripe.advance(subscription),
  (subscription) => act(stripe.world, null, () => end(stripe.world, subscription, "cancellation_requested")),
];
const STATUSES = ["active", "active", "active", "past_due", "canceled"];

class Mailman {
  private readonly bag: Delivery[] = [];
  constructor(private readonly next: () => number) {}

  /** Delivers a part of what has not arrived yet, out of order and three at a time. What fails is delivered again later. */
  async deliver(part: number): Promise<void> {
    this.bag.push(...stripe.webhooks.take());
    const order = this.bag.map((delivery) => ({ delivery, place: this.next() })).sort((a, b) => a.place - b.place);
    const sent = order.slice(0, Math.ceil(order.length * part)).map(({ delivery }) => delivery);
    this.bag.splice(0, this.bag.length, ...order.slice(sent.length).map(({ delivery }) => delivery));
    const work = async (): Promise<void> => {
      for (let delivery = sent.shift(); delivery; delivery = sent.shift()) {
        const outcome = await deliver(delivery);
        if (outcome !== "handled") this.bag.push(delivery);
      }
    };
    await Promise.all([work(), work(), work()]);
  }

  async deliverAll(): Promise<void> {
    for (let round = 0; round < MOST_ROUNDS && (round === 0 || this.bag.length > 0); round += 1) await this.deliver(1);
    expect(this.bag).toEqual([]);
  }
}

/** What is stored must be what Stripe has, computed from Stripe's objects alone. */
async function expectStripesState(payer: Payer, packs: string[], status: string | undefined): Promise<void> {
  const account = await accountOf(payer.id);
  const [own] = stripe.all("subscription").filter(({ customer }) => customer === account.stripeCustomerId);
  if (!own) throw new Error("no subscription");
  expect(own.status).toBe(status);
  expect(account).toMatchObject({
    stripeSubscriptionId: own.id,
    subscriptionStatus: own.status,
    billingInterval: "month",
    cancelAtPeriodEnd: own.cancel_at_period_end,
    anchorAt: new Date(own.billing_cycle_anchor * 1000),
    currentPeriodEnd: new Date((own.items.data[0]?.current_period_end ?? 0) * 1000),
  });
  const lost = packs.map((pack) => Math.floor((CREDITS * chargeOf(pack).amount_refunded) / chargeOf(pack).amount));
  expect((await purchasedBy(payer.id)).purchased).toBe(CREDITS * packs.length - lost.reduce((sum, one) => sum + one, 0));
  const checkouts = await inSystemTransaction((db) =>
    db.stripeCheckout.findMany({ where: { organizationId: payer.id, kind: "credits" }, orderBy: { createdAt: "asc" } }),
  );
  expect(
    checkouts.map(({ sessionId, status: each, creditsTakenBack }) => [sessionId, each, Number(creditsTakenBack)]),
  ).toEqual(packs.map((pack, index) => [pack, "paid", lost[index]]));
}

async function liveThrough(seed: number): Promise<number> {
  const next = randomFrom(seed);
  const payer = await createPayer();
  const mailman = new Mailman(next);
  const subscription = await subscribe(payer);
  const packs: string[] = [];
  let orders = 0;
  for (const [season, fate] of FATES.entries()) {
    const { checkout } = await buyCredits(await payer.caller(), { pack: "5m" });
    packs.push(checkout);
    let dispute = "";
    const steps: (() => unknown)[] = [
      () => stripe.pay(checkout),
      () => stripe.refund(chargeOf(checkout).id, 500 + Math.floor(next() * 1_000)),
      () => (dispute = stripe.dispute(chargeOf(checkout).id).id),
      () => stripe.decide(dispute, "won"),
    ];
    steps.splice(Math.floor(next() * (steps.length + 1)), 0, () => fate(subscription));
    for (const step of steps) {
      step();
      await mailman.deliver(next() * 0.7);
    }
    await mailman.deliverAll();
    await expectStripesState(payer, packs, STATUSES[season]);
    orders += 1;
  }
  return orders;
}

it("is Stripe’s, for 50 orders of events that arrive twice, several at once and between the things that happen", async () => {
  let orders = 0;
  for (let seed = 1; seed <= ORGANIZATIONS; seed += 1) orders += await liveThrough(seed);
  expect(orders).toBe(50);
}, 400_000);
