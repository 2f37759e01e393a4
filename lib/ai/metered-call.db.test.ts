import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findDifferences } from "@/lib/credits/find-differences";
import { creditsView } from "@/lib/credits/summary";
import { inSystemTransaction } from "@/lib/db/transaction";
import { metrics } from "@/lib/observability/metrics";
import { FakeAi, type ModelMood } from "@/tests/fakes/ai";
import { createFundedOrganization, MODEL, usePlan } from "@/tests/factories/credits";
import { outcomeOf } from "@/tests/factories/outcome";
import { CutAnswer } from "./cut-answer";
import { DEMO_MODEL, demoModel } from "./demo-model";
import { mostInputTokens } from "./messages";
import { reserveCall, type Asked } from "./metered-call";
import { openAiModel } from "./open-ai-model";

const CREDITS = 1_000_000;
const MAX_OUTPUT = 200;

let fake: FakeAi;
let organizationId: string;

beforeEach(async () => {
  fake = new FakeAi();
  await fake.start();
  organizationId = await createFundedOrganization(CREDITS);
});
afterEach(() => fake.stop());

const model = (timeoutMs?: number) =>
  openAiModel({
    baseUrl: fake.url,
    apiKey: "k-0123456789-0123456789-0123456789",
    model: MODEL,
    ...(timeoutMs && { timeoutMs }),
  });

const asked = (maxOutputTokens = MAX_OUTPUT): Asked => ({
  organizationId,
  userId: null,
  requestId: randomUUID(),
  operation: "test.call",
  request: { instructions: "Improve the text.", text: "A text of some words.", maxOutputTokens },
});

const inputOf = ({ request }: Asked) => model().estimateTokens(request);

const callRow = (id: string) => inSystemTransaction((db) => db.usageLog.findUniqueOrThrow({ where: { id } }));

async function spentOf(id: string) {
  const { status, inputTokens, outputTokens, spentAllotment, unbilled } = await callRow(id);
  return { status, input: Number(inputTokens), output: Number(outputTokens), spent: Number(spentAllotment), unbilled };
}

const allotment = async () => (await inSystemTransaction((db) => creditsView(db, organizationId), "read only")).allotment;

async function expectLedgerToMatch(): Promise<void> {
  const read = <T>(work: Parameters<typeof inSystemTransaction<T>>[0]) => inSystemTransaction(work, "read only");
  expect((await findDifferences(read, organizationId)).differences).toEqual([]);
}

async function readAll(answer: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const piece of answer) text += piece;
  return text;
}

async function callWith(mood: ModelMood, timeoutMs?: number) {
  fake.mood = mood;
  const call = await reserveCall(asked(), model(timeoutMs));
  const text = await call
    .open()
    .then(readAll)
    .catch((error: unknown) => error as Error);
  return { call, text, row: await spentOf(call.callId) };
}

/** Reads an answer up to the error that ends it. */
async function cutAnswer(mood: ModelMood) {
  fake.mood = mood;
  const call = await reserveCall(asked(), model());
  const answer = await call.open();
  let text = "";
  const reading = async () => {
    for await (const piece of answer) text += piece;
  };
  const end = await reading().catch((error: unknown) => error);
  return { text, end, row: await spentOf(call.callId) };
}

describe("a metered call", () => {
  it("reserves the most it can use, and is charged what the provider counted", async () => {
    const call = await reserveCall(asked(), model());
    expect(call.reserved).toBe(mostInputTokens(asked().request) + MAX_OUTPUT);
    expect((await allotment()).reserved).toBe(call.reserved);
    expect(await readAll(await call.open())).toBe("Once upon a time.");
    expect(await spentOf(call.callId)).toEqual({ status: "settled", input: 50, output: 4, spent: 54, unbilled: 0n });
    expect(await allotment()).toMatchObject({ used: 54, reserved: 0 });
    expect(fake.asked).toMatchObject([{ max_tokens: MAX_OUTPUT }]);
    await expectLedgerToMatch();
  });

  it.each<ModelMood>(["without usage", "usage twice", "lying about usage"])(
    "is charged by our own count if the provider is %s",
    async (mood) => {
      const { text, row } = await callWith(mood);
      expect(text).toBe("Once upon a time.");
      const input = inputOf(asked());
      expect(row).toEqual({ status: "settled", input, output: 5, spent: input + 5, unbilled: 0n });
      await expectLedgerToMatch();
    },
  );

  it.each([
    ["no input", { prompt_tokens: 0, completion_tokens: 4 }],
    ["no output", { prompt_tokens: 50, completion_tokens: 0 }],
    ["no tokens at all", { prompt_tokens: 0, completion_tokens: 0 }],
    ["far too little output", { prompt_tokens: 50, completion_tokens: 1 }],
    ["far too little input", { prompt_tokens: 1, completion_tokens: 4 }],
  ])("is charged by our own count if the provider counts %s", async (_what, usage) => {
    fake.usage = usage;
    const { row } = await callWith("answering");
    const input = inputOf(asked());
    expect(row).toEqual({ status: "settled", input, output: 5, spent: input + 5, unbilled: 0n });
  });

  it.each<ModelMood>(["endless", "10 MB"])("is cut off at the reservation if the provider is %s", async (mood) => {
    const { text, end, row } = await cutAnswer(mood);
    expect(end).toBeInstanceOf(CutAnswer);
    expect(row).toEqual({
      status: "cut",
      input: inputOf(asked()),
      output: MAX_OUTPUT,
      spent: inputOf(asked()) + MAX_OUTPUT,
      unbilled: 0n,
    });
    expect(text.length).toBeGreaterThan(MAX_OUTPUT * 3);
    expect(text.length).toBeLessThanOrEqual(MAX_OUTPUT * 4);
    await expect.poll(() => fake.aborted).toBe(1);
    expect(fake.requests).toBe(1);
    await expectLedgerToMatch();
  });

  it("does not look complete if the provider stops at the length, and is charged what the provider counted", async () => {
    fake.usage = { prompt_tokens: 50, completion_tokens: MAX_OUTPUT };
    const { text, end, row } = await cutAnswer("stopping at the length");
    expect([text, end]).toEqual(["Once upon a time.", expect.any(CutAnswer)]);
    expect(row).toEqual({ status: "cut", input: 50, output: MAX_OUTPUT, spent: 50 + MAX_OUTPUT, unbilled: 0n });
    await expectLedgerToMatch();
  });

  it("is refused, and charged, if the model reaches the limit before it writes any text", async () => {
    fake.mood = "reasoning";
    fake.pieces = ["thinking ".repeat(200), "Done."];
    const call = await reserveCall(asked(), model());
    await expect(call.open()).rejects.toBeInstanceOf(CutAnswer);
    expect(await spentOf(call.callId)).toMatchObject({ status: "cut", output: MAX_OUTPUT });
  });

  it("is charged for what a model writes for itself, and does not show it", async () => {
    fake.pieces = ["thinking ".repeat(40), "Done."];
    fake.mood = "reasoning";
    fake.usage = { prompt_tokens: 50, completion_tokens: 1e6 };
    const call = await reserveCall(asked(), model());
    expect(await readAll(await call.open())).toBe("Done.");
    expect((await spentOf(call.callId)).output).toBe(Math.ceil(365 / 4));
  });

  it("stops the provider when the client aborts in mid-stream, and is charged what was used until then", async () => {
    fake.mood = "endless";
    fake.pauseMs = 5;
    const client = new AbortController();
    const call = await reserveCall(asked(), model());
    const answer = await call.open(client.signal);
    for (let read = 0; read < 6; read += 1) await answer.next();
    client.abort();
    expect(await answer.next()).toMatchObject({ done: true });
    await expect.poll(() => fake.aborted).toBe(1);
    const sent = fake.sent;
    const row = await spentOf(call.callId);
    const input = inputOf(asked());
    expect(row).toMatchObject({ status: "cancelled", input, spent: input + row.output });
    expect(row.output).toBeGreaterThanOrEqual(5);
    // Nothing is produced, or paid, after the client is gone.
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect([fake.sent, fake.open, fake.requests]).toEqual([sent, 0, 1]);
    await expectLedgerToMatch();
  });

  it("stops the provider when the reader returns, even between two words", async () => {
    fake.pieces = ["One ", "two."];
    fake.pauseMs = 60_000;
    const call = await reserveCall(asked(), model());
    const answer = await call.open();
    expect(await answer.next()).toEqual({ done: false, value: "One " });
    const waiting = answer.next();
    await answer.return();
    expect(await waiting).toMatchObject({ done: true });
    await expect.poll(() => fake.aborted).toBe(1);
    expect(await spentOf(call.callId)).toMatchObject({ status: "cancelled", output: 1 });
  });

  it("ends by itself if nobody reads the answer, and never looks complete", async () => {
    fake.mood = "endless";
    const call = await reserveCall(asked(100_000), model(), 200);
    const answer = await call.open();
    await expect.poll(() => fake.aborted, { timeout: 5_000 }).toBe(1);
    await expect.poll(async () => (await callRow(call.callId)).status).toBe("cancelled");
    expect(await outcomeOf(answer.next())).toBe("UPSTREAM_FAILED");
    await expectLedgerToMatch();
  });

  it.each<ModelMood>(["throttling", "failing"])("costs nothing if the provider is %s", async (mood) => {
    const { text, row } = await callWith(mood);
    expect(text).toMatchObject({ code: "UPSTREAM_FAILED" });
    expect(row).toEqual({ status: "failed", input: 0, output: 0, spent: 0, unbilled: 0n });
    expect(fake.requests).toBe(1);
    await expectLedgerToMatch();
  });

  it.each<[ModelMood, number]>([
    ["hanging up", 0],
    ["dropping", 3],
    ["broken JSON", 2],
    ["filtering", 5],
    ["ending without a reason", 5],
  ])("is charged for the part it got if the provider is %s", async (mood, output) => {
    const { text, row } = await callWith(mood);
    expect(text).toMatchObject({ code: "UPSTREAM_FAILED" });
    const input = inputOf(asked());
    expect(row).toEqual({ status: "failed", input, output, spent: input + output, unbilled: 0n });
    await expectLedgerToMatch();
  });

  it("fails, and is charged, if the provider is too slow", async () => {
    fake.pauseMs = 10;
    const { text, row } = await callWith("slow to begin", 200);
    expect(text).toMatchObject({ code: "UPSTREAM_FAILED" });
    expect(row).toMatchObject({ status: "failed", output: 0 });
    await expect.poll(() => fake.open).toBe(0);
  });

  it("gives everything back if it is abandoned before it is opened", async () => {
    const call = await reserveCall(asked(), model());
    await call.abandon();
    await call.abandon();
    expect(await spentOf(call.callId)).toEqual({ status: "cancelled", input: 0, output: 0, spent: 0, unbilled: 0n });
    expect(fake.requests).toBe(0);
    expect(await allotment()).toMatchObject({ used: 0, reserved: 0 });
  });

  it("asks no provider if the credits, the plan or the configuration refuse it", async () => {
    expect(await outcomeOf(reserveCall(asked(CREDITS), model()))).toBe("QUOTA_EXCEEDED");
    expect(await outcomeOf(reserveCall(asked(), null))).toBe("FEATURE_DISABLED");
    expect(await outcomeOf(reserveCall(asked(), { ...model(), name: "without a price" }))).toBe("MODEL_PRICE_MISSING");
    await usePlan(organizationId, { token_limit: CREDITS, enable_ai: false });
    expect(await outcomeOf(reserveCall(asked(), model()))).toBe("FEATURE_DISABLED");
    expect(fake.requests).toBe(0);
    await expectLedgerToMatch();
  });

  it("counts calls, tokens and cost for the metrics, once for each call", async () => {
    const added: [number, object | undefined][] = [];
    const { modelTokens, modelCost, modelCalls } = metrics();
    const before = { tokens: modelTokens.add, cost: modelCost.add, calls: modelCalls.inc };
    modelTokens.add = (value, labels) => void added.push([value, labels]);
    modelCost.add = (value) => void added.push([value, undefined]);
    modelCalls.inc = (labels) => void added.push([1, labels]);
    try {
      const { call } = await callWith("answering");
      await call.abandon();
    } finally {
      modelTokens.add = before.tokens;
      modelCost.add = before.cost;
      modelCalls.inc = before.calls;
    }
    expect(added).toEqual([
      [1, { outcome: "settled" }],
      [50, { direction: "input" }],
      [4, { direction: "output" }],
      // 9.9 micro-USD, rounded up.
      [10 / 1e6, undefined],
    ]);
  });
});

describe("the demo model", () => {
  it("says when its answer is cut", async () => {
    const call = await reserveCall(asked(3), demoModel({ wordMs: 0 }));
    await expect(readAll(await call.open())).rejects.toBeInstanceOf(CutAnswer);
    expect(await spentOf(call.callId)).toMatchObject({ status: "cut", output: 3 });
  });

  it("has a price, answers the same each time, and says what it counted", async () => {
    expect(DEMO_MODEL).toBe(MODEL);
    const answers = [];
    for (let round = 0; round < 2; round += 1) {
      const call = await reserveCall(asked(), demoModel({ wordMs: 0 }));
      answers.push(await readAll(await call.open()));
      expect(await spentOf(call.callId)).toMatchObject({ status: "settled", input: inputOf(asked()), output: 6 });
    }
    expect(answers).toEqual(["A text of some words.", "A text of some words."]);
  });
});
