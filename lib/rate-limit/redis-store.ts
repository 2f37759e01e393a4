// Counts in Redis, which all instances share. Whatever is not a prompt and sensible answer throws: the caller
// counts by itself then, because the library alone would let everything pass.
import "server-only";
import { Ratelimit } from "@upstash/ratelimit";
import { Redis } from "@upstash/redis";
import { env } from "@/lib/env/server";
import type { Counted } from "./memory-store";
import { allow, refuse, windowNumber, type Verdict } from "./sliding-window";

/** As long as a person may be kept waiting for a count. */
const PATIENCE_MS = 250;
/** Until Redis has answered once: a process that has just started looks up names, connects and agrees on keys first. */
const FIRST_PATIENCE_MS = 1_500;
const TICK_MS = 50;
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
    signal: patience,
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
    // Its own would let a request pass that has waited, and a cached refusal outlast the wait that was told.
    timeout: 0,
    ephemeralCache: false,
    enableTelemetry: false,
  });
  limiters.set(name, made);
  return made;
}

/**
 * Takes one from each allowance that is not used up; a verdict for each. The client sends what is asked at once in one call.
 * @throws Error when Redis is slow, refuses, or answers nonsense
 */
export async function countInRedis(counted: readonly Counted[], windowMs: number, now: number): Promise<Verdict[]> {
  return inTime(() => Promise.all(counted.map((each) => countOne(each, windowMs, now))));
}

async function countOne({ key, max }: Counted, windowMs: number, now: number): Promise<Verdict> {
  const answer: { success: unknown; limit: unknown; remaining: unknown } = await limiter(max, windowMs).limit(key);
  const { success, limit, remaining } = answer;
  if (limit !== max || !isCount(remaining) || remaining >= max) throw new Error("Redis answered nonsense");
  if (success === true) return allow(max, remaining, windowMs, now);
  return refuse(max, await countsOf(key, windowMs, now), windowMs, now);
}

/** The library tells that there is no room, but not when there will be. */
async function countsOf(key: string, windowMs: number, now: number) {
  const number = windowNumber(windowMs, now);
  const keys = [number, number - 1].map((each) => `${PREFIX}:${key}:${each}`);
  const answer: unknown = await store().redis.mget(...keys);
  const counts = Array.isArray(answer) ? answer.map((count: unknown) => count ?? 0) : [];
  const [current, previous] = counts;
  if (!isCount(current) || !isCount(previous)) throw new Error("Redis answered nonsense");
  return { current, previous };
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

/** @throws Error when Redis does not answer as it should */
export async function pingRedis(): Promise<true> {
  const answer: unknown = await inTime(() => store().redis.ping());
  if (answer !== "PONG") throw new Error("Redis answered nonsense");
  return true;
}

/** One patience for count and wait together; that of the client ends the connection of each call. */
async function inTime<T>(work: () => Promise<T>): Promise<T> {
  const signal = patience();
  let onAbort = () => {};
  const timeout = new Promise<never>((_resolve, reject) => {
    onAbort = () => reject(new Error("Redis is slow"));
    signal.addEventListener("abort", onAbort);
  });
  try {
    const answer = await Promise.race([work(), timeout]);
    store().hasAnswered = true;
    return answer;
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}

/**
 * Aborts when Redis has had its time, counted in ticks: what has arrived while this process was busy, with the first
 * page it renders say, and could not be read yet is not late.
 */
function patience(): AbortSignal {
  const controller = new AbortController();
  let ticks = (holder.gatehouseRedis?.hasAnswered ? PATIENCE_MS : FIRST_PATIENCE_MS) / TICK_MS;
  const timer = setInterval(() => {
    ticks -= 1;
    if (ticks > 0) return;
    clearInterval(timer);
    controller.abort();
  }, TICK_MS).unref();
  return controller.signal;
}
