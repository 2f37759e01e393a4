// The route that receives Stripe's events, with the bytes and headers of real requests.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerToClient } from "@/tests/factories/browser-request";
import { createPayer, purchasedBy, startStripe } from "@/tests/factories/stripe";
import { buyCredits } from "@/lib/billing/buy-credits";
import { inSystemTransaction } from "@/lib/db/transaction";
import type { FakeStripe } from "@/scripts/fake-stripe/server";
import { stripeWebhookRoute } from "./stripe-webhook-route";

const PACK = 5_000_000;

let stripe: FakeStripe;

beforeAll(async () => {
  stripe = await startStripe();
});
afterAll(() => stripe.stop());

const storedEvents = () => inSystemTransaction((db) => db.stripeEvent.findMany({ orderBy: { receivedAt: "asc" } }));

const send = (body: string, signature?: string) =>
  answerToClient(stripeWebhookRoute, {
    path: "/api/webhooks/stripe",
    body,
    headers: signature === undefined ? {} : { "Stripe-Signature": signature },
  });

async function paidPack() {
  const payer = await createPayer();
  stripe.pay((await buyCredits(await payer.caller(), { pack: "5m" })).checkout);
  const [delivery] = stripe.webhooks.take().filter(({ event }) => event.type === "checkout.session.completed");
  if (!delivery) throw new Error("no event");
  return { payer, ...delivery };
}

describe("the route of Stripe's webhook", () => {
  it("answers 400 to a missing, bad or old signature, and stores nothing", async () => {
    const { payer, event, body, signature } = await paidPack();
    const before = await storedEvents();
    const now = Math.floor(Date.now() / 1000);
    const ofOtherMode = stripe.webhooks.sign({ ...event, livemode: true });
    const refused: [string, string | undefined][] = [
      [body, undefined],
      [body, ""],
      [body, "t=1,v1=abc"],
      [body, signature.replace(/v1=\w{4}/, "v1=0000")],
      [body.replace(payer.id, randomUUID()) + " ", signature],
      [body, stripe.webhooks.sign(event, now - 301).signature],
      [body, signature.replace(/t=\d+/, `t=${now + 1}`)],
      ["", signature],
      [ofOtherMode.body, ofOtherMode.signature],
    ];
    for (const [sent, header] of refused) {
      const { response, afterResponse } = await send(sent, header);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ code: "MALFORMED_REQUEST" });
      await afterResponse();
    }
    expect(await storedEvents()).toEqual(before);
    expect((await purchasedBy(payer.id)).purchased).toBe(0);
  });

  it("stores a signed event, answers 200, and handles the event after the response", async () => {
    const { payer, event, body, signature } = await paidPack();
    const { response, afterResponse } = await send(body, signature);
    expect([response.status, await response.json()]).toEqual([200, { received: true }]);
    const stored = async () => (await storedEvents()).filter(({ eventId }) => eventId === event.id);
    expect(await stored()).toMatchObject([{ type: event.type, status: "pending", attempts: 0 }]);
    expect((await purchasedBy(payer.id)).purchased).toBe(0);
    await afterResponse();
    expect(await stored()).toMatchObject([{ status: "handled", attempts: 1 }]);
    expect((await purchasedBy(payer.id)).purchased).toBe(PACK);
  });

  it("answers 200 to an event that it has already, and does nothing more", async () => {
    const { payer, event, body, signature } = await paidPack();
    await (await send(body, signature)).afterResponse();
    const again = stripe.webhooks.sign(event);
    const { response, afterResponse } = await send(again.body, again.signature);
    expect(response.status).toBe(200);
    await afterResponse();
    expect((await purchasedBy(payer.id)).entries).toEqual([["purchase", PACK]]);
  });
});
