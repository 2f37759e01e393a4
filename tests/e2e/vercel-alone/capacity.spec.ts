// What a deployment with many instances needs: connections to the database, and time for the first answer. Times are printed,
// not asserted, because they depend on the machine.
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { createAccount } from "@/tests/e2e/account";
import { withDatabase } from "@/tests/e2e/database";
import { emulatorLines, retireInstances, setInstanceCount } from "@/tests/e2e/emulator";
import { valueOf, type HeaderList } from "@/tests/e2e/raw-http";
import { RawVisitor } from "@/tests/e2e/raw-visitor";
import { expect, test } from "@/tests/setup/fixtures";

const HTML: HeaderList = [["Accept", "text/html"]];
const INSTANCES = 20;
/** docs/operations.md#connections */
const PER_INSTANCE = 4;
/** The most instances that can still have connections from requests before the burst. */
const LEFT_FROM_BEFORE = 4;
/** As tests/setup/previews.ts starts the emulator. */
const USUAL_INSTANCES = 2;

async function countConnections(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `SELECT count(*)::int FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'`,
  );
  return rows[0]?.count ?? 0;
}

test("opens at most 4 connections for each of 20 instances of a function, and keeps none once they are frozen", async ({
  app,
  clientAddress,
  mailbox,
}) => {
  test.setTimeout(300_000);
  const visitor = new RawVisitor(app.url, clientAddress);
  expect((await visitor.post("/api/auth/login", await createAccount(app.url, mailbox))).status).toBe(200);
  await setInstanceCount(app, INSTANCES);
  try {
    await withDatabase(app, async (client) => {
      let most = 0;
      let isDone = false;
      const burst = Promise.all(Array.from({ length: INSTANCES * 6 }, () => visitor.get("/api/auth/session"))).finally(
        () => (isDone = true),
      );
      while (!isDone) {
        most = Math.max(most, await countConnections(client));
        await sleep(20);
      }
      const answers = await burst;
      const served = answers.filter(({ status }) => status === 200).length;
      const cold = answers.flatMap((answer) => emulatorLines(app, valueOf(answer, "X-Vercel-Id")));
      const instances = cold.filter(
        ({ message, function: name }) => message === "cold start" && name !== "_middleware",
      ).length;
      const after = await countConnections(client);
      await expect.poll(() => countConnections(client), { timeout: 60_000 }).toBe(0);
      console.log(
        `${instances} instances of the API answered ${served} of ${answers.length} requests with up to ${most} connections; ` +
          `${after} after the last response, none once frozen`,
      );
      expect(instances).toBeGreaterThanOrEqual(INSTANCES - 2);
      expect(served).toBeGreaterThan(answers.length / 2);
      expect(most).toBeGreaterThan(0);
      expect(most).toBeLessThanOrEqual(PER_INSTANCE * (instances + LEFT_FROM_BEFORE));
    });
  } finally {
    await setInstanceCount(app, USUAL_INSTANCES);
    await retireInstances(app);
  }
});

test("answers although all processes are cold", async ({ app, nextAddress }) => {
  test.setTimeout(180_000);
  const timed = async (path: string, method = "GET") => {
    const visitor = new RawVisitor(app.url, nextAddress());
    const start = performance.now();
    const answer = await visitor.send(path, { method, headers: HTML, ...(method === "PUT" ? { body: "" } : {}) });
    const milliseconds = Math.round(performance.now() - start);
    const cold = emulatorLines(app, valueOf(answer, "X-Vercel-Id")).filter(({ message }) => message === "cold start");
    return { status: answer.status, milliseconds, cold: cold.length };
  };
  const figures: Record<string, number[]> = {};
  await setInstanceCount(app, 1);
  try {
    for (let round = 0; round < 5; round += 1) {
      for (const [what, path, method, status, functions] of [
        ["a page, all cold", "/login", "GET", 200, 2],
        ["the API, all cold", "/api/auth/session", "GET", 401, 2],
        ["the middleware alone, cold", "/login", "PUT", 405, 1],
      ] as const) {
        await retireInstances(app);
        await sleep(500);
        const { milliseconds, ...got } = await timed(path, method);
        expect([what, got]).toEqual([what, { status, cold: functions }]);
        (figures[what] ??= []).push(milliseconds);
      }
      // Every tenth request gets a new instance.
      let warm = await timed("/login");
      while (warm.cold > 0) warm = await timed("/login");
      (figures["a page, warm"] ??= []).push(warm.milliseconds);
    }
  } finally {
    await setInstanceCount(app, USUAL_INSTANCES);
  }
  for (const [what, times] of Object.entries(figures)) {
    const sorted = times.toSorted((left, right) => left - right);
    console.log(`${what}: ${sorted[0]} ms at best, ${sorted[Math.floor(sorted.length / 2)]} ms in the median`);
  }
});
