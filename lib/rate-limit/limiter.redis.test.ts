// The limiter with the real client, the real scripts and a real Redis, and its behavior when Redis fails.
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { someLimit } from "@/tests/factories/limits";
import { RedisConnection, startRedis, type RedisProcess } from "@/scripts/redis/server";
import { FakeUpstash, type Mood } from "@/scripts/redis/upstash";
import { describeWithRedis } from "@/tests/setup/with-redis";
import { addressAllowances } from "./address-allowances";
import { consume, isStoreWorking, type CountedUnder } from "./limiter";
import { limits, type Limit } from "./limits";
import type { Verdict } from "./sliding-window";

const HOUR = 3_600;
const FAILING: Mood[] = ["refusing", "stalling", "slow", "html", "nonsense", "numbers", "failing"];

function forget(): void {
  const state = globalThis as Record<string, unknown>;
  for (const name of [
    "gatehouseRedisBreaker",
    "gatehouseLastLogged",
    "gatehouseEnv",
    "gatehouseRedis",
    "gatehouseWindows",
    "gatehouseRefusals",
  ]) {
    delete state[name];
  }
}

/** Makes every turn of the event loop take this long, until the returned function is called. */
function keepBusy(milliseconds = 80): () => void {
  let isBusy = true;
  const turn = () => {
    const until = performance.now() + milliseconds;
    while (performance.now() < until);
    if (isBusy) setImmediate(turn);
  };
  setImmediate(turn);
  return () => {
    isBusy = false;
  };
}

describeWithRedis("the limiter over Redis", () => {
  let redis: RedisProcess;
  let upstash: FakeUpstash;

  beforeAll(async () => {
    redis = await startRedis();
    upstash = new FakeUpstash(redis.port);
    await upstash.start();
  });

  afterAll(async () => {
    await upstash.stop();
    await redis.stop();
  });

  beforeEach(() => {
    forget();
    upstash.mood = "answering";
    upstash.commands.length = 0;
    vi.stubEnv("RATE_LIMIT_STORE", "upstash");
    vi.stubEnv("UPSTASH_REDIS_REST_URL", upstash.url);
    vi.stubEnv("UPSTASH_REDIS_REST_TOKEN", upstash.token);
  });

  const forgetScripts = async () => {
    const connection = new RedisConnection(redis.port);
    await connection.send([["SCRIPT", "FLUSH"]]);
    connection.close();
  };

  it("allows exactly as many requests as the limit says, even concurrent ones", async () => {
    const limit = someLimit(7, HOUR);
    const verdicts = await Promise.all(Array.from({ length: 40 }, () => consume(limit, "key")));
    expect(verdicts.filter(({ allowed }) => allowed)).toHaveLength(7);
    expect(
      verdicts
        .filter(({ allowed }) => allowed)
        .map(({ remaining }) => remaining)
        .sort(),
    ).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(await isStoreWorking()).toBe(true);
  });

  it("reports the retry delay according to the counts in Redis", async () => {
    const limit = someLimit(2, 5);
    for (let count = 0; count < 2; count += 1) expect((await consume(limit, "key")).allowed).toBe(true);
    const refused = await consume(limit, "key");
    expect(refused).toMatchObject({ allowed: false, limit: 2, remaining: 0 });
    expect(refused.retryAfterSeconds).toBeLessThanOrEqual(6);
    await sleep(refused.retryAfterSeconds * 1000);
    expect((await consume(limit, "key")).allowed).toBe(true);
  });

  it("does not query Redis about a refused key until the retry delay is over", async () => {
    const limit = someLimit(1, HOUR);
    await consume(limit, "key");
    await consume(limit, "key");
    const asked = upstash.commands.length;
    for (let count = 0; count < 20; count += 1) expect((await consume(limit, "key")).allowed).toBe(false);
    expect(upstash.commands).toHaveLength(asked);
    expect((await consume(limit, "another key")).allowed).toBe(true);
  });

  it("sends Redis neither email addresses nor IP addresses", async () => {
    await consume(someLimit(5, HOUR), "person@example.com");
    await consume(someLimit(5, HOUR), "192.0.2.7");
    expect(upstash.commands.length).toBeGreaterThan(1);
    expect(JSON.stringify(upstash.commands)).not.toMatch(/person|192\.0/);
  });

  const passing = async (limit: Limit, times: number, under: CountedUnder = "key") => {
    const verdicts: Verdict[] = [];
    for (let each = 0; each < times; each += 1) verdicts.push(await consume(limit, under));
    return verdicts.filter(({ allowed }) => allowed).length;
  };

  it.each(FAILING)("counts in memory, without delay and with half of every limit, if Redis fails: %s", async (mood) => {
    expect((await consume(someLimit(6, HOUR), "key")).allowed).toBe(true);
    upstash.mood = mood;
    const startedAt = performance.now();
    expect(await passing(someLimit(6, HOUR), 10)).toBe(3);
    // Only the first two requests queried Redis and had to wait.
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    expect(await isStoreWorking()).toBe(false);
  });

  it.each([
    ["per IP address", limits.generalPerAddress, 1],
    ["per session", limits.generalPerSession, 5],
    ["per IP address with a session", limits.generalSignedInPerAddress, 10],
  ] as const)(
    "applies the configured requests per minute to the general limit %s, and half of them when Redis fails",
    async (_which, limit, times) => {
      vi.stubEnv("RATE_LIMIT_PER_MINUTE", "4");
      expect((await consume(limit, "key")).limit).toBe(4 * times);
      expect(await passing(limit, 4 * times, "another key")).toBe(4 * times);
      expect((await consume(limit, "another key")).allowed).toBe(false);
      upstash.mood = "failing";
      expect(await passing(limit, 4 * times, "third key")).toBe(2 * times);
    },
  );

  it("continues from the counts of this process when Redis fails", async () => {
    const limit = someLimit(8, HOUR);
    expect(await passing(limit, 3)).toBe(3);
    upstash.mood = "failing";
    expect(await passing(limit, 5)).toBe(1);
  });

  it("counts concurrent failures of Redis as one", async () => {
    await consume(someLimit(6, HOUR), "key");
    const limit = someLimit(20, HOUR);
    upstash.mood = "stalling";
    await Promise.all(Array.from({ length: 6 }, () => consume(limit, "key")));
    upstash.mood = "answering";
    const asked = upstash.commands.length;
    expect((await consume(limit, "key")).remaining).toBe(19);
    expect(upstash.commands.length).toBeGreaterThan(asked);
  });

  it("does not mistake a busy process for a slow Redis, even if a call takes many turns of the event loop", async () => {
    const limit = someLimit(6, HOUR);
    await consume(limit, "key");
    // Each count then takes two calls, because Redis has to be sent the script again.
    await forgetScripts();
    const free = keepBusy();
    try {
      const verdicts = await Promise.all([consume(limit, "key"), consume(limit, "key"), consume(limit, "key")]);
      expect(verdicts.map(({ remaining }) => remaining).sort()).toEqual([2, 3, 4]);
    } finally {
      free();
    }
    expect(await isStoreWorking()).toBe(true);
  });

  it("gives up a Redis that does not respond, even if the process is busy", async () => {
    const limit = someLimit(6, HOUR);
    await consume(limit, "key");
    upstash.mood = "stalling";
    const free = keepBusy();
    const startedAt = performance.now();
    try {
      expect((await consume(limit, "key")).remaining).toBe(1);
    } finally {
      free();
    }
    expect(performance.now() - startedAt).toBeLessThan(2_500);
  });

  it("gives up a Redis that does not respond after eight times the limit, however busy the process is", async () => {
    const limit = someLimit(6, HOUR);
    await consume(limit, "key");
    upstash.mood = "stalling";
    const free = keepBusy(400);
    const startedAt = performance.now();
    try {
      expect((await consume(limit, "key")).remaining).toBe(1);
    } finally {
      free();
    }
    // Without the maximum, fifteen turns of 400 ms.
    expect(performance.now() - startedAt).toBeLessThan(4_000);
  });

  it("counts in memory if the process is saturated, without reporting that Redis fails", async () => {
    vi.stubEnv("LOG_LEVEL", "warn");
    const lines = vi.spyOn(process.stdout, "write").mockReturnValue(true);
    const limit = someLimit(6, HOUR);
    await consume(limit, "key");
    await forgetScripts();
    const free = keepBusy(700);
    try {
      expect((await consume(limit, "key")).remaining).toBe(1);
    } finally {
      free();
    }
    expect(lines.mock.calls.map(([line]) => String(line))).toEqual([expect.stringContaining("too busy to wait")]);
    // The breaker is still closed, so Redis is asked again at once.
    expect((await consume(limit, "another key")).remaining).toBe(5);
    expect(await isStoreWorking()).toBe(true);
  });

  it("waits longer for the first response from Redis, so that a new process starts with the shared counts", async () => {
    const limit = someLimit(6, HOUR);
    upstash.mood = "slow";
    expect((await consume(limit, "key")).remaining).toBe(5);
    forget();
    expect((await consume(limit, "key")).remaining).toBe(4);
  });

  it("counts an IP address and its wider networks in one call to Redis", async () => {
    const limit = someLimit(2, HOUR);
    await passing(limit, 1, addressAllowances("2001:db8:1:1::1"));
    const requests = upstash.requests;
    await passing(limit, 1, addressAllowances("2001:db8:1:2::1"));
    expect(upstash.requests).toBe(requests + 1);
  });

  it("logs failures of Redis at most once a minute, and queries Redis again after a pause", async () => {
    vi.stubEnv("LOG_LEVEL", "error");
    const lines = vi.spyOn(process.stdout, "write").mockReturnValue(true);
    const limit = someLimit(50, HOUR);
    upstash.mood = "failing";
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() });
    try {
      await consume(limit, "key");
      await consume(limit, "key");
      vi.advanceTimersByTime(6_000);
      await consume(limit, "key");
      const logged = () => lines.mock.calls.filter(([line]) => String(line).includes("the rate limit store fails"));
      expect(logged()).toHaveLength(1);
      expect(JSON.stringify(logged())).not.toContain(upstash.token);
      vi.advanceTimersByTime(60_000);
      await consume(limit, "key");
      expect(logged()).toHaveLength(2);
      upstash.mood = "answering";
      vi.advanceTimersByTime(6_000);
      const asked = upstash.commands.length;
      await consume(limit, "key");
      expect(upstash.commands.length).toBeGreaterThan(asked);
      expect(await isStoreWorking()).toBe(true);
    } finally {
      vi.useRealTimers();
    }
  });
});
