// Many calls to a model at once, through the real stream, with clients that leave and providers that fail at random. The seed is
// in the test's title: a failing run can be repeated.
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { reserveCall, type MeteredCall } from "@/lib/ai/metered-call";
import { openAiModel } from "@/lib/ai/open-ai-model";
import { findDifferences } from "@/lib/credits/find-differences";
import { creditsView } from "@/lib/credits/summary";
import { inSystemTransaction } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors/app-error";
import { createFundedOrganization, MODEL } from "@/tests/factories/credits";
import { randomFrom } from "@/tests/factories/random-from";
import { FakeAi, type ModelMood } from "@/tests/fakes/ai";

const RUNS = 60;
const AT_ONCE = 8;
const ALLOTMENT = 6_000;
const PURCHASED = 4_000;
const MOODS: ModelMood[] = [
  "answering",
  "without usage",
  "usage twice",
  "lying about usage",
  "stopping at the length",
  "filtering",
  "endless",
  "throttling",
  "failing",
  "broken JSON",
  "dropping",
  "empty",
  "reasoning",
];
/** What the client does: reads everything, hangs up after some words, stops reading, or never asks. */
const CLIENTS = ["stays", "stays", "hangs up", "stops reading", "never asks"] as const;

const fake = new FakeAi();
beforeAll(async () => {
  fake.pauseMs = 1;
  fake.moodOf = (message) => MOODS.find((mood) => message.includes(`mood: ${mood}.`));
  await fake.start();
});
afterAll(() => fake.stop());

async function act(call: MeteredCall, client: (typeof CLIENTS)[number], after: number): Promise<void> {
  if (client === "never asks") return call.abandon();
  const leaving = new AbortController();
  const answer = await call.open(leaving.signal);
  for (let read = 0; ; read += 1) {
    if (read === after && client === "hangs up") leaving.abort();
    if (read === after && client === "stops reading") await answer.return();
    if ((await answer.next()).done) return;
  }
}

interface Ran {
  callId: string;
  reserved: number;
}

async function run(organizationId: string, random: () => number): Promise<Ran | null> {
  const mood = MOODS[Math.floor(random() * MOODS.length)];
  const client = CLIENTS[Math.floor(random() * CLIENTS.length)] ?? "stays";
  const after = Math.floor(random() * 4);
  const text = `mood: ${mood}. ${"word ".repeat(Math.floor(random() * 60))}`;
  const request = { instructions: "Improve it.", text, maxOutputTokens: 20 + Math.floor(random() * 80) };
  const model = openAiModel({ baseUrl: fake.url, apiKey: "k-0123456789-0123456789-0123456789", model: MODEL });
  await sleep(random() * 20);
  const asked = { organizationId, userId: null, requestId: randomUUID(), operation: "test.call", request };
  const refused = (error: unknown) => {
    if (error instanceof AppError && ["QUOTA_EXCEEDED", "UPSTREAM_FAILED"].includes(error.code)) return null;
    throw error;
  };
  const call = await reserveCall(asked, model).catch(refused);
  if (!call) return null;
  await act(call, client, after).catch(refused);
  return { callId: call.callId, reserved: call.reserved };
}

describe("calls to a model, with clients that leave and providers that fail", () => {
  it.each([1, 2, 3, 4])("lose nothing and spend nothing twice, with seed %i", { timeout: 300_000 }, async (seed) => {
    const random = randomFrom(seed);
    const organizationId = await createFundedOrganization(ALLOTMENT, PURCHASED);
    const view = () => inSystemTransaction((db) => creditsView(db, organizationId), "read only");
    const ran: Ran[] = [];
    const seeds = Array.from({ length: RUNS }, () => Math.floor(random() * 2 ** 32));
    const worker = async () => {
      for (let own = seeds.pop(); own !== undefined; own = seeds.pop()) {
        const done = await run(organizationId, randomFrom(own));
        if (done) ran.push(done);
        const { allotment, purchased } = await view();
        expect(allotment.used + allotment.reserved).toBeLessThanOrEqual(ALLOTMENT);
        expect(purchased.owed).toBe(0);
        expect(purchased.available + purchased.reserved).toBeLessThanOrEqual(PURCHASED);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    await expect.poll(() => fake.open).toBe(0);

    const calls = await inSystemTransaction((db) => db.usageLog.findMany({ where: { organizationId } }));
    expect(calls.map(({ id }) => id).sort()).toEqual(ran.map(({ callId }) => callId).sort());
    expect(calls.filter(({ status }) => status === "reserved" || status === "expired")).toEqual([]);
    const spent = (call: (typeof calls)[number]) => Number(call.spentAllotment + call.spentPurchased + call.spentOverage);
    for (const call of calls) {
      const { reserved } = ran.find(({ callId }) => callId === call.id) ?? { reserved: 0 };
      expect(spent(call)).toBeLessThanOrEqual(reserved);
      expect(Number(call.unbilled)).toBe(0);
    }
    const { allotment, purchased } = await view();
    expect([allotment.reserved, purchased.reserved]).toEqual([0, 0]);
    expect(allotment.used + PURCHASED - purchased.available).toBe(calls.reduce((sum, call) => sum + spent(call), 0));
    const read = <T>(work: Parameters<typeof inSystemTransaction<T>>[0]) => inSystemTransaction(work, "read only");
    expect((await findDifferences(read, organizationId)).differences).toEqual([]);
    expect(calls.length).toBeGreaterThan(RUNS / 2);
  });
});
