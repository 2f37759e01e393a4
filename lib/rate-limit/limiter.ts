// Counts requests against the limits: in Redis where instances share it, else in memory. When Redis fails, memory
// takes over, halved for what guards accounts: never without a limit, never with an error. What is counted under
// leaves this process as a keyed hash only, because it is addresses and session tokens.
import "server-only";
import { signingKey } from "@/lib/crypto/app-keys";
import { keyedHash } from "@/lib/crypto/hash";
import { env } from "@/lib/env/server";
import { metrics } from "@/lib/observability/metrics";
import type { Limit } from "./limits";
import { countInMemory } from "./memory-store";
import { fromRedis } from "./redis-breaker";
import { countInRedis, pingRedis } from "./redis-store";
import { findRefusal, rememberRefusal } from "./known-refusals";
import type { Verdict } from "./sliding-window";

/** Takes one from the allowance of `key` under `limit`, unless it is used up. */
export async function consume(limit: Limit, key: string, now: number = Date.now()): Promise<Verdict> {
  const id = identify(limit, key);
  const known = findRefusal(id, now);
  const verdict = known ?? (await count(limit, id, now));
  if (!verdict.allowed) metrics().rateLimited.inc({ limit: limit.name });
  if (!verdict.allowed && !known) rememberRefusal(id, verdict, now);
  return verdict;
}

/** The refusal that `key` would meet, as far as this process knows of one; takes nothing. */
export function knownRefusal(limit: Limit, key: string, now: number = Date.now()): Verdict | null {
  return findRefusal(identify(limit, key), now);
}

function identify(limit: Limit, key: string): string {
  return Buffer.from(keyedHash(signingKey("limit-key"), limit.name, key)).toString("hex");
}

async function count(limit: Limit, id: string, now: number): Promise<Verdict> {
  const max = allowance(limit);
  const windowMs = limit.windowSeconds * 1000;
  if (env().RATE_LIMIT_STORE === "memory") return countInMemory(limit.name, id, max, windowMs, now);
  const verdict = await fromRedis(() => countInRedis(id, max, windowMs, now));
  return verdict ?? countInMemory(limit.name, id, allowanceAlone(limit, max), windowMs, now);
}

/** Requests a window, as configured. */
export function allowance({ max }: Limit): number {
  const perWindow = typeof max === "number" ? max : max.timesGeneral * env().RATE_LIMIT_PER_MINUTE;
  return perWindow * env().RATE_LIMIT_SCALE;
}

function allowanceAlone({ guardsAccounts }: Limit, max: number): number {
  return guardsAccounts ? Math.max(1, Math.floor(max / 2)) : max;
}

/** Whether counts are where the configuration wants them. */
export async function isStoreWorking(): Promise<boolean> {
  return env().RATE_LIMIT_STORE === "memory" || (await fromRedis(pingRedis)) === true;
}
