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

describe("a subscription", () => {
  it("cannot be paid by a debit, which would give it its plan for days before the money is there", async () => {
    const payer = await createPayer();
    const { checkout } = await startCheckout(await payer.caller(), { plan: "professional", interval: "month" });
    expect(() => stripe.debit(checkout)).toThrow("debit");
    expect((await getBilling(await payer.caller(), {})).plan.slug).toBe("free");
  });
});
