// Payments that a bank takes days to make, and that may fail.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createPayer, deliverAll, purchasedBy, startStripe } from "@/tests/factories/stripe";
import type { FakeStripe } from "@/scripts/fake-stripe/server";
import { buyCredits } from "./buy-credits";
import { getBilling } from "./get-billing";
import { startCheckout } from "./start-checkout";
import { verifyCheckout } from "./verify-checkout";

let stripe: FakeStripe;

beforeAll(async () => {
  stripe = await startStripe();
});
afterAll(() => stripe.stop());

const PLAN = { plan: "professional", interval: "month" };

describe("a credit pack that is paid by a debit", () => {
  it("adds its credits when the debit succeeds, and until then says why it cannot be bought again", async () => {
    const payer = await createPayer();
    const { checkout } = await buyCredits(await payer.caller(), { pack: "5m" });
    stripe.debit(checkout);
    await deliverAll(stripe);
    expect(await verifyCheckout(await payer.caller(), { checkout })).toMatchObject({ status: "open", credits: 0 });
    const again = buyCredits(await payer.caller(), { pack: "5m" });
    const pack = expect.stringContaining("still processing") as string;
    await expect(again).rejects.toMatchObject({ code: "CONFLICT", fields: { pack } });
    expect((await buyCredits(await payer.caller(), { pack: "10m" })).url).toContain(stripe.url);
    stripe.decideDebit(checkout, "succeeded");
    await deliverAll(stripe);
    expect(await purchasedBy(payer.id)).toEqual({ purchased: 5_000_000, entries: [["purchase", 5_000_000]] });
  });

  it("can be bought again as soon as the debit has failed, even before its event arrives", async () => {
    const payer = await createPayer();
    const { checkout } = await buyCredits(await payer.caller(), { pack: "5m" });
    stripe.debit(checkout);
    await deliverAll(stripe);
    stripe.decideDebit(checkout, "failed");
    expect((await buyCredits(await payer.caller(), { pack: "5m" })).checkout).not.toBe(checkout);
    await deliverAll(stripe);
    expect((await purchasedBy(payer.id)).purchased).toBe(0);
  });
});

describe("a subscription that is paid by a debit", () => {
  it.each(["succeeded", "failed"] as const)(
    "ends its checkout at once, and can be bought again after it ended (%s)",
    async (outcome) => {
      const payer = await createPayer();
      const { checkout } = await startCheckout(await payer.caller(), PLAN);
      const session = stripe.debit(checkout);
      await deliverAll(stripe);
      expect(await verifyCheckout(await payer.caller(), { checkout })).toMatchObject({ status: "paid" });
      const plan = expect.stringContaining("already") as string;
      await expect(startCheckout(await payer.caller(), PLAN)).rejects.toMatchObject({ code: "CONFLICT", fields: { plan } });
      stripe.decideDebit(checkout, outcome);
      await deliverAll(stripe);
      const status = outcome === "succeeded" ? "active" : "past_due";
      expect((await getBilling(await payer.caller(), {})).subscription).toMatchObject({ status });
      const { stripeClient } = await import("./stripe-client");
      await (await stripeClient()).subscriptions.cancel(String(session.subscription));
      await deliverAll(stripe);
      expect((await startCheckout(await payer.caller(), PLAN)).url).toContain(stripe.url);
    },
  );
});
