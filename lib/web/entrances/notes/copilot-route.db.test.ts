// The copilot's route over a real connection, which Next.js's own code reads the answer into, with a provider behind it.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { pipeToNodeResponse } from "next/dist/server/pipe-readable";
import { signalFromNodeResponse } from "next/dist/server/web/spec-extension/adapters/next-request";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { inSystemTransaction } from "@/lib/db/transaction";
import { env } from "@/lib/env/server";
import { createNote } from "@/lib/notes/create-note";
import { cookieName } from "@/lib/web/cookies/cookie-policy";
import { answerToClient } from "@/tests/factories/browser-request";
import { actorOf, callerOf, createPerson } from "@/tests/factories/callers";
import { usePlan } from "@/tests/factories/credits";
import { FakeAi } from "@/tests/fakes/ai";
import { improveRoute } from "./copilot-route";

let fake: FakeAi;
let server: Server;
let organizationId: string;
let ask: (key?: string, signal?: AbortSignal) => Promise<Response>;

beforeEach(async () => {
  fake = new FakeAi();
  await fake.start();
  Object.assign(env(), { AI_BASE_URL: fake.url, AI_API_KEY: "k".repeat(40), AI_MODEL: "demo" });
  const { organization, session } = await createPerson();
  organizationId = organization.id;
  await usePlan(organization.id, { token_limit: 100_000, enable_ai: true, max_notes: 10 });
  const caller = callerOf(await actorOf(session.token, organization.slug));
  const { id } = await createNote(caller, { title: "Wall", content: "the wall needs work" });
  const path = `/api/v1/organizations/${organization.slug}/notes/${id}/copilot/improve`;
  const cookie = `${cookieName(env(), "session")}=${session.token}`;

  const serve = async (sent: IncomingMessage, answer: ServerResponse) => {
    const signal = signalFromNodeResponse(answer);
    const key = sent.headers["idempotency-key"];
    const headers = { Cookie: cookie, Origin: env().APP_URL, ...(typeof key === "string" && { "Idempotency-Key": key }) };
    const params = { org: organization.slug, id };
    const { response } = await answerToClient(improveRoute, { path, headers, params, body: {}, signal });
    answer.writeHead(response.status, Object.fromEntries(response.headers));
    // It also rejects because of an answer that breaks off, after it has closed the connection.
    if (response.body) await pipeToNodeResponse(response.body, answer).catch(() => undefined);
  };
  server = createServer((sent, answer) => void serve(sent, answer));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  ask = (key, signal) => fetch(url, { headers: key ? { "Idempotency-Key": key } : {}, ...(signal && { signal }) });
});
afterEach(async () => {
  Object.assign(env(), { AI_BASE_URL: undefined, AI_API_KEY: undefined, AI_MODEL: undefined });
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await fake.stop();
});

const calls = () =>
  inSystemTransaction((db) => db.usageLog.findMany({ where: { organizationId }, orderBy: { createdAt: "asc" } }));

describe("the copilot’s route", () => {
  it("streams the answer, names the call, and says what it reserved", async () => {
    const response = await ask();
    expect([response.status, await response.text()]).toEqual([200, "Once upon a time."]);
    const [call] = await calls();
    expect(response.headers.get("X-Call-ID")).toBe(call?.id);
    expect(response.headers.get("X-Credits-Reserved")).toBe(String(call?.reservedAllotment));
    expect(call?.status).toBe("settled");
  });

  it.each([
    ["waits for the next word", 60_000],
    ["receives an endless answer", 5],
  ])("ends the provider’s answer and settles when a client hangs up that %s, and frees its key", async (_when, pauseMs) => {
    fake.mood = "endless";
    fake.pauseMs = pauseMs;
    const leaving = new AbortController();
    const response = await ask("one", leaving.signal);
    const first = await response.body?.getReader().read();
    expect(first?.done).toBe(false);
    leaving.abort();
    await expect.poll(() => [fake.aborted, fake.open]).toEqual([1, 0]);
    await expect.poll(async () => (await calls()).map(({ status }) => status)).toEqual(["cancelled"]);
    const [call] = await calls();
    expect(Number(call?.outputTokens)).toBeGreaterThan(0);
    expect(call?.spentAllotment).toBe((call?.inputTokens ?? 0n) + (call?.outputTokens ?? 0n));

    fake.mood = "answering";
    fake.pauseMs = 0;
    await expect.poll(async () => (await ask("one")).text()).toBe("Once upon a time.");
    expect(fake.requests).toBe(2);
  });

  it("breaks an answer off that was cut, so that no client takes it for a complete one", async () => {
    fake.mood = "stopping at the length";
    const response = await ask();
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow();
    expect((await calls()).map(({ status }) => status)).toEqual(["cut"]);
  });
});
