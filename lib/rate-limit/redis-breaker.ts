// A circuit breaker: after a failure Redis is left alone for a moment, so that not every request waits for the same
// silence. The log hears of it once a minute.
import "server-only";
import { log } from "@/lib/observability/log";
import { seldom } from "@/lib/observability/log-seldom";
import { metrics } from "@/lib/observability/metrics";

const PAUSE_MS = 5_000;
const LOG_EVERY_SECONDS = 60;

const holder = globalThis as typeof globalThis & { gatehouseRedisFailedAt?: number };

/** What `ask` brings; null where Redis failed, now or a moment ago. */
export async function fromRedis<T>(ask: () => Promise<T>): Promise<T | null> {
  if (Date.now() - (holder.gatehouseRedisFailedAt ?? -Infinity) < PAUSE_MS) return null;
  try {
    return await ask();
  } catch (error) {
    holder.gatehouseRedisFailedAt = Date.now();
    metrics().storeFailures.inc();
    seldom("rate limit store", "failure", LOG_EVERY_SECONDS, () => {
      log.error("the rate limit store fails: this process counts by itself", { error });
    });
    return null;
  }
}
