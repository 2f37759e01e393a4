// A serverless function is kept awake until the server sees none of its connections, and no longer than needed.
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FakePlatform } from "@/tests/fakes/platform";
import { startFreezingProxy } from "@/tests/fakes/freezing-proxy";
import { startProcess } from "@/tests/processes/start";
import { databaseUrl, queryAt, superuserDatabaseUrl } from "@/tests/setup/databases";
import { stayAwakeWhileIdle } from "./awake-while-idle";

const IDLE_MS = 400;
const NAME = "a serverless function";

let pool: pg.Pool;
let platform: FakePlatform;

function newPool(connectionString = databaseUrl): pg.Pool {
  const opened = new pg.Pool({
    connectionString,
    max: 3,
    idleTimeoutMillis: IDLE_MS,
    connectionTimeoutMillis: 2_000,
    application_name: NAME,
  });
  opened.on("error", () => undefined);
  stayAwakeWhileIdle(opened, IDLE_MS);
  return opened;
}

beforeEach(() => {
  platform = new FakePlatform();
  pool = newPool();
});
afterEach(async () => {
  platform.remove();
  if (!pool.ended) await pool.end();
});

/** The number of connections that the server sees. */
async function seen(): Promise<number> {
  const sql = `SELECT count(*)::int AS count FROM pg_stat_activity WHERE application_name = '${NAME}'`;
  return (await queryAt<{ count: number }>(superuserDatabaseUrl, sql))[0]?.count ?? -1;
}

const request = () => platform.serve(() => pool.query("SELECT 1"));

async function frozenAfter(startedAt = performance.now()): Promise<number> {
  await platform.untilFrozen();
  return performance.now() - startedAt;
}

describe("a serverless function", () => {
  it("stays awake until the server sees none of its connections", async () => {
    await Promise.all([request(), request(), request()]);
    expect(await seen()).toBe(3);
    await platform.untilFrozen();
    expect(await seen()).toBe(0);
  });

  it("stays awake for the last request of a connection that another request opened", async () => {
    await request();
    await sleep(IDLE_MS / 2);
    await request();
    const answeredAt = performance.now();
    expect(await seen()).toBe(1);
    expect(await frozenAfter(answeredAt)).toBeGreaterThan(IDLE_MS - 20);
    expect(await seen()).toBe(0);
    await request();
    expect(platform.awaitedWorks).toBe(1);
    await platform.untilFrozen();
    expect(await seen()).toBe(0);
  });

  it("stays awake for a connection that a request returns after a later request has ended", async () => {
    const long = platform.serve(() => pool.query("SELECT pg_sleep(1.2)"));
    await request();
    await long;
    await platform.untilFrozen();
    expect(await seen()).toBe(0);
  });

  it("is frozen as soon as the last connection is closed, and has only the last request wait for that", async () => {
    for (let number = 0; number < 50; number += 1) await request();
    await expect.poll(() => platform.awaitedWorks).toBe(1);
    expect(await frozenAfter()).toBeLessThan(IDLE_MS + 900);
  });

  it("is frozen if its connections end early: a lost one, a failed one, an ended pool", async () => {
    await request();
    await queryAt(
      superuserDatabaseUrl,
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '${NAME}'`,
    );
    await platform.untilFrozen();
    await request();
    await pool.end();
    expect(await frozenAfter()).toBeLessThan(IDLE_MS);
    await expect(request()).rejects.toThrow("after calling end");
    await platform.untilFrozen();
    pool = newPool("postgresql://nobody:nothing@127.0.0.1:1/none");
    await expect(request()).rejects.toThrow("ECONNREFUSED");
    await platform.untilFrozen();
  });

  it("is frozen in bounded time if the database does not answer", async () => {
    const proxy = await startFreezingProxy(databaseUrl);
    const own = newPool(proxy.url);
    await platform.serve(() => own.query("SELECT 1"));
    proxy.freeze();
    expect(await frozenAfter()).toBeLessThan(IDLE_MS + 2_000);
    await proxy.close();
    await own.end();
  });

  it("serves its request even if the platform refuses to wait", async () => {
    const refusing = {
      get: () => ({
        waitUntil: () => {
          throw new Error("the request is over");
        },
      }),
    };
    Object.assign(globalThis, { [Symbol.for("@vercel/request-context")]: refusing });
    expect((await pool.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
    expect((await pool.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
    expect(pool.totalCount).toBe(1);
  });

  it("holds no connection while it is frozen", async () => {
    const url = `${databaseUrl}?application_name=${encodeURIComponent(NAME)}`;
    const { child, output } = startProcess("frozen-function", { ...process.env, DATABASE_URL: url });
    const says = () => new Promise<string>((resolve) => child.stdout?.once("data", (data) => resolve(String(data))));
    try {
      expect([await says(), await seen()]).toEqual(["served\n", 1]);
      expect([await says(), await seen()]).toEqual(["frozen\n", 0]);
    } finally {
      child.kill("SIGKILL");
      await output;
    }
  });
});

describe("outside a platform", () => {
  it("nothing waits, and the pool works as usual", async () => {
    platform.remove();
    await pool.query("SELECT 1");
    expect(platform.awaitedWorks).toBe(0);
    expect(await seen()).toBe(1);
    await expect.poll(seen, { timeout: 5_000 }).toBe(0);
  });
});
