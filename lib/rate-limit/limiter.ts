// Counts requests against the limits: in Redis if several instances share it, else in memory. While Redis works, memory
// counts too, so that its counts can take over when Redis fails. Allowances are then halved, because the instances count
// separately. Keys are addresses and session tokens, so only keyed hashes of them leave the process.
import "server-only";
import { signingKey } from "@/lib/crypto/app-keys";
import { keyedHash } from "@/lib/crypto/hash";
import { env } from "@/lib/env/server";
import { metrics } from "@/lib/observability/metrics";
import { findRefusal, rememberRefusal } from "./known-refusals";
import type { Limit } from "./limits";
import { countInMemory, type Counted } from "./memory-store";
import { fromRedis } from "./redis-breaker";
import { countInRedis, pingRedis } from "./redis-store";
import { tightest, type Verdict } from "./sliding-window";

/** A key and the factor by which its allowance is multiplied. */
export interface Allowance {
  key: string;
  times: number;
}

/** The key or keys under which a request is counted. The request passes only if none of them has reached its limit. */
export type CountedUnder = string | readonly Allowance[];

/** Counts a request under all keys of `under`, unless one of them refuses it. */
export async function consume(limit: Limit, under: CountedUnder, now: number = Date.now()): Promise<Verdict> {
  const counted = identify(limit, under);
  const known = findKnown(counted, now);
  const verdict = known ?? (await count(limit, counted, now));
  if (!verdict.allowed) metrics().rateLimited.inc({ limit: limit.name });
  return verdict;
}

/**
 * The refusal that this process remembers for these keys, or null. Does not count the request; a refusal is counted in the
 * metrics.
 */
export function knownRefusal(limit: Limit, under: CountedUnder, now: number = Date.now()): Verdict | null {
  const known = findKnown(identify(limit, under), now);
  if (known) metrics().rateLimited.inc({ limit: limit.name });
  return known;
}

function identify(limit: Limit, under: CountedUnder): Counted[] {
  const allowances = typeof under === "string" ? [{ key: under, times: 1 }] : under;
  return allowances.map(({ key, times }) => ({
    key: Buffer.from(keyedHash(signingKey("limit-key"), limit.name, key)).toString("hex"),
    max: allowance(limit) * times,
  }));
}

function findKnown(counted: readonly Counted[], now: number): Verdict | null {
  const known = counted.map(({ key }) => findRefusal(key, now)).filter((verdict) => verdict !== null);
  return known.length > 0 ? tightest(known) : null;
}

async function count(limit: Limit, counted: readonly Counted[], now: number): Promise<Verdict> {
  const verdicts = await countEach(limit, counted, now);
  for (const [index, { key }] of counted.entries()) {
    const verdict = verdicts[index];
    if (verdict && !verdict.allowed) rememberRefusal(key, verdict, now);
  }
  return tightest(verdicts);
}

async function countEach({ name, windowSeconds }: Limit, counted: readonly Counted[], now: number): Promise<Verdict[]> {
  const windowMs = windowSeconds * 1000;
  if (env().RATE_LIMIT_STORE === "memory") return countInMemory(name, counted, windowMs, now);
  const alone = counted.map(({ key, max }) => ({ key, max: Math.max(1, Math.floor(max / 2)) }));
  const shared = await fromRedis(() => countInRedis(counted, windowMs, now));
  if (shared?.some(({ allowed }) => !allowed)) return shared;
  const own = countInMemory(name, alone, windowMs, now);
  return shared ?? own;
}

/** Requests per window, as configured. */
export function allowance({ max }: Limit): number {
  const perWindow = typeof max === "number" ? max : max.timesGeneral * env().RATE_LIMIT_PER_MINUTE;
  return perWindow * env().RATE_LIMIT_SCALE;
}

/** Whether the configured store works. */
export async function isStoreWorking(): Promise<boolean> {
  return env().RATE_LIMIT_STORE === "memory" || (await fromRedis(pingRedis)) === true;
}
