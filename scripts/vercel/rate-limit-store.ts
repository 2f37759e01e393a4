// A store for rate limits that all instances share: Upstash's API in front of a Redis of this run, unless the shell names
// another.
import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import { Failure } from "../failure";
import { freePort } from "../processes/free-port";
import { findRedis, NO_REDIS, startRedis } from "../redis/server";
import { startChild } from "../supervisor/child";
import { waitForApp } from "../supervisor/next-app";
import type { RunLock } from "../supervisor/run-lock";
import type { Shutdown } from "../supervisor/shutdown";

const SERVE = fileURLToPath(new URL("../redis/serve.ts", import.meta.url));

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
  const served = startChild({ name: "The store for rate limits", args, env }, lock, shutdown);
  await waitForApp(served, port, shutdown);
  return store;
}
