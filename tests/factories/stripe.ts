// Organizations that pay, against a server on loopback that stands in for Stripe. Events reach the app only when a test delivers
// them.
import { randomUUID } from "node:crypto";
import type { Caller } from "@/lib/access/actor";
import { callStripe } from "@/lib/billing/call-stripe";
import { ensureCustomer } from "@/lib/billing/ensure-customer";
import { claimEvent, storeEvent } from "@/lib/billing/inbox";
import { handleEvent } from "@/lib/billing/handle-event";
import { verifyEvent } from "@/lib/billing/verify-event";
import { inSystemTransaction } from "@/lib/db/transaction";
import { startFakeStripe, type FakeStripe } from "@/scripts/fake-stripe/server";
import type { Delivery } from "@/scripts/fake-stripe/webhooks";
import { actorOf, callerOf, createPerson, someRequest } from "./callers";

/** Also makes the process forget what it knows about Stripe. */
export function configureStripe(stripe: FakeStripe, variables: Record<string, string> = {}): void {
  Object.assign(process.env, {
    STRIPE_SECRET_KEY: stripe.secretKey,
    STRIPE_WEBHOOK_SECRET: stripe.webhookSecret,
    STRIPE_API_URL: stripe.url,
    ...variables,
  });
  for (const name of ["gatehouseEnv", "gatehouseStripe"]) Reflect.deleteProperty(globalThis, name);
}

export async function startStripe(): Promise<FakeStripe> {
  const stripe = await startFakeStripe();
  configureStripe(stripe);
  return stripe;
}

export interface Payer {
  id: string;
  slug: string;
  email: string;
  /** A new request of the organization's admin. */
  caller: () => Promise<Caller>;
}

export async function createPayer(): Promise<Payer> {
  const { organization, session, user } = await createPerson();
  const caller = async () => callerOf(await actorOf(session.token, organization.slug));
  return { id: organization.id, slug: organization.slug, email: user.email, caller };
}

/** Does what the route of the webhook does, and what follows its response. */
export async function deliver({ body, signature }: Pick<Delivery, "body" | "signature">): Promise<string> {
  const event = await verifyEvent(body, signature);
  if (!event) return "not stored";
  await storeEvent(event);
  const row = await inSystemTransaction((db) =>
    db.stripeEvent.findUnique({ where: { eventId: event.id }, select: { id: true, status: true } }),
  );
  if (row?.status !== "pending") return row?.status ?? "not stored";
  const claimed = await claimEvent(row.id);
  return claimed ? handleEvent(claimed, someRequest({ requestId: randomUUID() })) : "not stored";
}

export async function deliverAll(stripe: FakeStripe): Promise<string[]> {
  const outcomes: string[] = [];
  for (const delivery of stripe.webhooks.take()) outcomes.push(await deliver(delivery));
  return outcomes;
}

export const accountOf = (organizationId: string) =>
  inSystemTransaction((db) => db.billingAccount.findUniqueOrThrow({ where: { organizationId } }));

/** What was purchased and is available, and the entries of the ledger that made it so. */
export async function purchasedBy(organizationId: string) {
  return inSystemTransaction(async (db) => {
    const { purchased } = await db.creditAccount.findUniqueOrThrow({ where: { organizationId } });
    const entries = await db.creditEntry.findMany({
      where: { organizationId, bucket: "purchased" },
      orderBy: { createdAt: "asc" },
    });
    return { purchased: Number(purchased), entries: entries.map(({ kind, amount }) => [kind, Number(amount)] as const) };
  });
}

/** Spends purchased credits. */
export async function spendPurchased(organizationId: string, credits: number): Promise<void> {
  await inSystemTransaction(async (db) => {
    await db.$executeRaw`
      SELECT 1 FROM change_purchased_credits(${organizationId}::uuid, 'adjust', ${-credits}::bigint, ${randomUUID()})`;
  });
}

/** An event of a type that changes nothing, so that handling it needs no Stripe. @returns its id */
export async function insertStripeEvent(): Promise<string> {
  const data = {
    eventId: `evt_${randomUUID()}`,
    type: "customer.subscription.updated",
    objectId: "sub_1",
    createdAt: new Date(),
  };
  return (await inSystemTransaction((db) => db.stripeEvent.create({ data, select: { id: true } }))).id;
}

/** An open checkout for a credit pack, with a customer, at the server that stands in for Stripe. @returns its id at Stripe */
export async function insertCheckout(organizationId: string): Promise<string> {
  const customer = await ensureCustomer(organizationId);
  const session = await callStripe((stripe) =>
    stripe.checkout.sessions.create({
      mode: "payment",
      customer,
      line_items: [{ price_data: { currency: "usd", unit_amount: 100, product_data: { name: "Credits" } }, quantity: 1 }],
      success_url: "http://localhost:3000/",
    }),
  );
  await inSystemTransaction((db) =>
    db.stripeCheckout.createMany({
      data: [
        {
          ...{ organizationId, sessionId: session.id, customerId: customer, kind: "credits" },
          ...{ item: `pack-${randomUUID()}`, credits: 5n, amountCents: 100, currency: "usd" },
        },
      ],
    }),
  );
  return session.id;
}
