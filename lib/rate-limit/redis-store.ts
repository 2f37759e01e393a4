// Counts requests in Redis, which all instances share. Throws if Redis sends no valid response in time, so that the caller
// counts in memory. The library itself would let the request pass.
import "server-only";
import { Ratelimit } from "@upstash/ratelimit";
import { Redis } from "@upstash/redis";
import { env } from "@/lib/env/server";
import type { Counted } from "./memory-store";
import { longestWaitMs, patienceOf } from "./patience";
import { allowedVerdict, refusedVerdict, windowNumber, type Verdict } from "./sliding-window";

/** The maximum time that a request waits for its count. */
const PATIENCE_MS = 250;
/** The maximum before the first response from Redis: a new process must first resolve names, connect and negotiate TLS. */
const FIRST_PATIENCE_MS = 1_500;
const PREFIX = "gatehouse";

interface Store {
  hasAnswered: boolean;
  redis: Redis;
  limiters: Map<string, Ratelimit>;
}

const holder = globalThis as typeof globalThis & { gatehouseRedis?: Store };

function store(): Store {
  return (holder.gatehouseRedis ??= { hasAnswered: false, redis: connect(), limiters: new Map<string, Ratelimit>() });
}

function connect(): Redis {
  return new Redis({
    url: env().UPSTASH_REDIS_REST_URL ?? "",
    token: env().UPSTASH_REDIS_REST_TOKEN ?? "",
    retry: { retries: 0 },
    enableTelemetry: false,
    // Ends an abandoned call, when no request waits for it any more.
    signal: () => AbortSignal.timeout(longestWaitMs(patienceMs())),
  });
}

function limiter(max: number, windowMs: number): Ratelimit {
  const { redis, limiters } = store();
  const name = `${max}/${windowMs}`;
  const known = limiters.get(name);
  if (known) return known;
  const made = new Ratelimit({
    redis,
    prefix: PREFIX,
    limiter: Ratelimit.slidingWindow(max, `${windowMs} ms`),
    // The library's own timeout would let a waiting request pass, and its own cache could outlast the announced wait.
    timeout: 0,
    ephemeralCache: false,
    enableTelemetry: false,
  });
  limiters.set(name, made);
  return made;
}

/**
 * Counts one request under each allowance that is not used up. Returns one verdict for each allowance. The client sends
 * concurrent commands in one call.
 * @throws Error if Redis is slow, returns an error or sends an invalid response
 */
export async function countInRedis(counted: readonly Counted[], windowMs: number, now: number): Promise<Verdict[]> {
  return inTime(() => Promise.all(counted.map((each) => countOne(each, windowMs, now))));
}

async function countOne({ key, max }: Counted, windowMs: number, now: number): Promise<Verdict> {
  const answer: { success: unknown; limit: unknown; remaining: unknown } = await limiter(max, windowMs).limit(key);
  const { success, limit, remaining } = answer;
  if (limit !== max || !isCount(remaining) || remaining >= max) throw new Error("invalid answer from Redis");
  if (success === true) return allowedVerdict(max, remaining, windowMs, now);
  return refusedVerdict(max, await countsOf(key, windowMs, now), windowMs, now);
}

/** Reads the counts, because the library reports a refusal but not the time at which a request will pass again. */
async function countsOf(key: string, windowMs: number, now: number) {
  const number = windowNumber(windowMs, now);
  const keys = [number, number - 1].map((each) => `${PREFIX}:${key}:${each}`);
  const answer: unknown = await store().redis.mget(...keys);
  const counts = Array.isArray(answer) ? answer.map((count: unknown) => count ?? 0) : [];
  const [current, previous] = counts;
  if (!isCount(current) || !isCount(previous)) throw new Error("invalid answer from Redis");
  return { current, previous };
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

/** @throws Error if Redis sends an invalid response */
export async function pingRedis(): Promise<true> {
  const answer: unknown = await inTime(() => store().redis.ping());
  if (answer !== "PONG") throw new Error("invalid answer from Redis");
  return true;
}

/** Applies one time limit to all Redis calls of `work` together. */
async function inTime<T>(work: () => Promise<T>): Promise<T> {
  const { signal, end } = patienceOf(patienceMs());
  const timeout = new Promise<never>((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason as Error));
  });
  try {
    const answer = await Promise.race([work(), timeout]);
    store().hasAnswered = true;
    return answer;
  } finally {
    end();
  }
}

function patienceMs(): number {
  return holder.gatehouseRedis?.hasAnswered ? PATIENCE_MS : FIRST_PATIENCE_MS;
}
