// A store for rate limits that all instances share: Upstash's API in front of a Redis of this run, unless the shell names
// another.
import { Failure } from "../failure";
import { findRedis, NO_REDIS, startRedis } from "../redis/server";
import { FakeUpstash } from "../redis/upstash";
import type { Shutdown } from "../supervisor/shutdown";

/** @returns the variables of the store, unless the shell sets them */
export async function startRateLimitStore(shutdown: Shutdown): Promise<Record<string, string>> {
  if (process.env.UPSTASH_REDIS_REST_URL) return {};
  if (!findRedis()) {
    throw new Failure(`There is ${NO_REDIS}. Install it, or set UPSTASH_REDIS_REST_URL and UPSTASH_REDIS_REST_TOKEN.`);
  }
  const redis = await startRedis();
  shutdown.later(() => redis.stop());
  const upstash = new FakeUpstash(redis.port);
  await upstash.start();
  shutdown.later(() => upstash.stop());
  return { UPSTASH_REDIS_REST_URL: upstash.url, UPSTASH_REDIS_REST_TOKEN: upstash.token };
}
