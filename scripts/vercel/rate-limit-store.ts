// A store for rate limits that all instances share: Upstash's API in front of a Redis of this run, unless the shell names
// another.
import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import { Failure } from "../failure";
import { freePort } from "../processes/free-port";
import { findRedis, NO_REDIS, startRedis } from "../redis/server";
import { startChild } from "../supervisor/child";
import type { RunLock } from "../supervisor/run-lock";
import type { Shutdown } from "../supervisor/shutdown";
import { waitUntilUp } from "../supervisor/wait-until-up";

const SERVE = fileURLToPath(new URL("../redis/serve-upstash.ts", import.meta.url));

/** @returns the variables of the store, unless the shell sets them */
export async function startRateLimitStore(lock: RunLock, shutdown: Shutdown): Promise<Record<string, string>> {
  if (process.env.UPSTASH_REDIS_REST_URL) return {};
  if (!findRedis()) {
    throw new Failure(`There is ${NO_REDIS}. Install it, or set UPSTASH_REDIS_REST_URL and UPSTASH_REDIS_REST_TOKEN.`);
  }
  const redis = await startRedis();
  shutdown.later(() => redis.stop());
  const port = await freePort();
  const store = {
    UPSTASH_REDIS_REST_URL: `http://127.0.0.1:${port}`,
    UPSTASH_REDIS_REST_TOKEN: randomBytes(32).toString("base64url"),
  };
  const args = ["--import", "tsx", SERVE, "--port", String(port), "--redis-port", String(redis.port)];
  const env = { ...process.env, ...store };
  const bridge = startChild({ name: "The store for rate limits", args, env }, lock, shutdown);
  // Without the token, every path is refused with 401.
  await waitUntilUp(bridge, port, "/", shutdown);
  return store;
}
