import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { startSimulator } from "@/tests/factories/fake-stripe";

/** An endpoint that answers with these statuses, then 200, and stores the ids of what it received. */
async function startEndpoint(statuses: number[] = []) {
  const received: string[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => (body += String(chunk)));
    request.on("end", () => {
      received.push((JSON.parse(body) as { id: string }).id);
      response.writeHead(statuses.shift() ?? 200).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return { received, webhookUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

const names = ["one", "two", "three", "four", "five", "six"];

describe("deliveries to the app", () => {
  it("are tried again after a failure", async () => {
    const { received, webhookUrl } = await startEndpoint([500]);
    const { stripe, client } = await startSimulator({ webhookUrl });
    await client.customers.create({});
    await stripe.webhooks.deliver();
    const [event] = stripe.events();
    await vi.waitFor(() => expect(stripe.webhooks.answers.map(({ status }) => status)).toEqual([500, 200]), 5_000);
    expect(received).toEqual([event!.id, event!.id]);
    expect((await client.events.retrieve(event!.id)).pending_webhooks).toBe(0);
  });

  it("wait while they are held, and can be repeated", async () => {
    const { received, webhookUrl } = await startEndpoint();
    const { stripe, client } = await startSimulator({ webhookUrl });
    stripe.webhooks.hold();
    await client.customers.create({});
    await stripe.webhooks.deliver();
    expect(received).toEqual([]);
    await stripe.webhooks.release();
    const [event] = stripe.events();
    expect(await stripe.webhooks.resend(event!)).toBe(200);
    expect(received).toEqual([event!.id, event!.id]);
  });

  it("that the app missed follow after a restart", async () => {
    let stored: unknown = null;
    const storage = { load: () => stored, save: (state: unknown) => (stored = state) };
    const first = await startSimulator({ storage, webhookUrl: "http://127.0.0.1:1/" });
    await first.client.customers.create({});
    await first.stripe.stop();
    const { received, webhookUrl } = await startEndpoint();
    const { stripe } = await startSimulator({ storage, webhookUrl });
    await stripe.webhooks.deliver();
    expect(received).toEqual(stripe.events().map(({ id }) => id));
    expect(received).toHaveLength(1);
  });

  it("take the time that is asked for", async () => {
    const { received, webhookUrl } = await startEndpoint();
    const { stripe, client } = await startSimulator({ webhookUrl });
    stripe.webhooks.delayMs = 300;
    const from = Date.now();
    await client.customers.create({});
    expect(received).toEqual([]);
    await stripe.webhooks.deliver();
    expect(received).toHaveLength(1);
    expect(Date.now() - from).toBeGreaterThanOrEqual(295);
  });
});

describe("the queue of a test", () => {
  async function queued(disturb: (stripe: Awaited<ReturnType<typeof startSimulator>>["stripe"]) => void = () => undefined) {
    const { stripe, client } = await startSimulator();
    disturb(stripe);
    for (const name of names) await client.customers.create({ name });
    return stripe;
  }

  const order = (taken: { event: { data: { object: unknown } } }[]) =>
    taken.map(({ event }) => (event.data.object as { name: string }).name);

  it("has events in order, or twice", async () => {
    expect(order((await queued()).webhooks.take())).toEqual(names);
    const twice = await queued(({ webhooks }) => webhooks.duplicate());
    expect(order(twice.webhooks.take())).toEqual(names.flatMap((name) => [name, name]));
    expect(twice.webhooks.take()).toEqual([]);
  });

  it("loses the events that are dropped, which Stripe still knows", async () => {
    const stripe = await queued(({ webhooks }) => webhooks.drop(({ type }) => type === "customer.created"));
    expect(stripe.webhooks.pending).toEqual([]);
    expect(stripe.events("customer.created")).toHaveLength(names.length);
  });

  it("is shuffled in the same way for the same seed", async () => {
    const [one, two, three] = [await queued(), await queued(), await queued()];
    one.webhooks.shuffle(7);
    two.webhooks.shuffle(7);
    three.webhooks.shuffle(8);
    const [first, second, other] = [one, two, three].map(({ webhooks }) => order(webhooks.take()));
    expect(first).toEqual(second);
    expect(first).not.toEqual(other);
    expect(first!.toSorted()).toEqual(names.toSorted());
  });
});
