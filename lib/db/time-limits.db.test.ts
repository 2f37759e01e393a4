// A frozen database does not take the app down, and a frozen app does not block the database. The tests use the product's
// time limits with shorter values.
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { resolveSession } from "@/lib/auth/sessions/resolve-session";
import { startFreezingProxy, type FreezingProxy } from "@/tests/fakes/freezing-proxy";
import { databaseUrl, superuserDatabaseUrl } from "@/tests/setup/databases";
import { openDatabase, type Database } from "./client";
import { TIME_LIMITS, type TimeLimits } from "./time-limits";
import { inSystemTransaction, inTenantTransaction, type SystemDb, type TenantDb } from "./transaction";

const CONNECTIONS = 4;
const NO_ORGANIZATION = "00000000-0000-4000-8000-000000000000";
const SHORT: TimeLimits = {
  connectMs: 4_000,
  transactionMs: 8_000,
  statementMs: 6_000,
  lockMs: 2_000,
  idleMs: 4_000,
  answerMs: 10_000,
};

const owner = globalThis as typeof globalThis & { gatehouseDatabase?: Database };
/** Has a lock timeout, so that a test fails instead of hanging if a transaction keeps its locks. */
const observer = new pg.Client({ connectionString: superuserDatabaseUrl, options: "-c lock_timeout=20s" });
let usual: Database | undefined;
let limited: Database;
let proxy: FreezingProxy;

function use(limits: TimeLimits): Database {
  return (owner.gatehouseDatabase = openDatabase({ connectionString: proxy.url, max: CONNECTIONS, limits }));
}

beforeAll(async () => {
  await observer.connect();
  proxy = await startFreezingProxy(databaseUrl);
  usual = owner.gatehouseDatabase;
  await observer.query("DELETE FROM system_settings");
  await observer.query(
    "INSERT INTO system_settings (name, value) SELECT 'row ' || n, '1' FROM generate_series(1, $1) AS n",
    [CONNECTIONS],
  );
});
beforeEach(() => {
  limited = use(SHORT);
  return () => limited.client.$disconnect();
});
afterAll(async () => {
  await observer.query("DELETE FROM system_settings");
  if (usual) owner.gatehouseDatabase = usual;
  else delete owner.gatehouseDatabase;
  await observer.end();
  await proxy.close();
});

const serve = () => inSystemTransaction((db) => db.systemSetting.count());
const outcomeOf = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    () => "failed",
  );
const busyBecause = (reason: string) => ({
  code: "BUSY",
  cause: expect.objectContaining({ message: expect.stringContaining(reason) as string }) as Error,
});

/** One transaction on every connection. Each holds a row lock until `goOn` is called. */
async function fillPool() {
  let goOn: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => (goOn = resolve));
  const locked: Promise<void>[] = [];
  const transactions = Array.from({ length: CONNECTIONS }, (_, at) => {
    let hasLocked: () => void = () => undefined;
    locked.push(new Promise((resolve) => (hasLocked = resolve)));
    return inSystemTransaction(async (db) => {
      await db.$queryRaw`SELECT 1 FROM system_settings WHERE name = ${`row ${at + 1}`} FOR UPDATE`;
      hasLocked();
      await gate;
      await db.$executeRaw`UPDATE system_settings SET value = '2' WHERE name = ${`row ${at + 1}`}`;
    });
  });
  const outcomes = Promise.all(transactions.map(outcomeOf));
  await Promise.race([Promise.all(locked), outcomes]);
  return { goOn, outcomes };
}

describe("a connection that freezes in the middle of a transaction", () => {
  it("loses its locks while still frozen, and leaves the pool usable, even after a second freeze", async () => {
    for (const round of ["first", "second"]) {
      const { goOn, outcomes } = await fillPool();
      proxy.freeze();
      goOn();
      // The observer gets the locks while the database still appears frozen to the app.
      await observer.query("SELECT name FROM system_settings FOR UPDATE");
      expect([round, await outcomes]).toEqual([round, Array(CONNECTIONS).fill("failed")]);
      await expect(serve()).rejects.toMatchObject({ code: "BUSY" });
      proxy.thaw();
      await expect.poll(() => outcomeOf(serve()), { timeout: 20_000 }).toBe("done");
      const served = await Promise.all(Array.from({ length: 3 * CONNECTIONS }, () => outcomeOf(serve())));
      expect([round, served]).toEqual([round, Array(3 * CONNECTIONS).fill("done")]);
    }
    const { rows } = await observer.query("SELECT value FROM system_settings");
    expect(rows).toEqual(Array(CONNECTIONS).fill({ value: 1 }));
  }, 120_000);

  it("delays a session check for a limited time only", async () => {
    await serve();
    proxy.freeze();
    await expect(resolveSession("A".repeat(43), null)).rejects.toMatchObject({ code: "BUSY" });
    proxy.thaw();
    await expect.poll(() => outcomeOf(resolveSession("A".repeat(43), null)), { timeout: 20_000 }).toBe("done");
  });
});

describe("a transaction", () => {
  const both = [
    ["of the system role", (work: (db: SystemDb | TenantDb) => Promise<unknown>) => inSystemTransaction(work)],
    [
      "of an organization",
      (work: (db: SystemDb | TenantDb) => Promise<unknown>) => inTenantTransaction(NO_ORGANIZATION, work),
    ],
  ] as const;

  it.each(both)("%s has its slow statement canceled", async (_which, run) => {
    await expect(run((db) => db.$executeRaw`SELECT pg_sleep(60)`)).rejects.toMatchObject(busyBecause("statement timeout"));
  });

  it.each(both)("%s waits for a lock for a limited time", async (_which, run) => {
    await observer.query("BEGIN; LOCK TABLE users");
    try {
      await expect(run((db) => db.$executeRaw`SELECT id FROM users`)).rejects.toMatchObject(busyBecause("lock timeout"));
    } finally {
      await observer.query("ROLLBACK");
    }
  });

  it("releases its locks if the app stops in the middle of it", async () => {
    const { goOn, outcomes } = await fillPool();
    try {
      await observer.query("SELECT name FROM system_settings FOR UPDATE");
    } finally {
      goOn();
    }
    expect(await outcomes).toEqual(Array(CONNECTIONS).fill("failed"));
    expect(await outcomeOf(serve())).toBe("done");
  });

  it("leaves no time limit behind on its connection", async () => {
    await serve();
    const names = ["statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"];
    const settings = await limited.client
      .$queryRaw`SELECT name, setting FROM pg_settings WHERE name = ANY (${names}) AND source = 'session'`;
    expect(settings).toEqual([]);
  });
});

it("limits lock waits to less time than statements, and statements to less time than the app waits for a response", () => {
  const { transactionMs, statementMs, lockMs, idleMs, answerMs } = TIME_LIMITS;
  expect(answerMs).toBeGreaterThan(Math.max(statementMs, lockMs));
  expect(lockMs).toBeLessThan(statementMs);
  expect([statementMs, idleMs]).toEqual([transactionMs, transactionMs]);
});
