// A circuit breaker: after two failures in a row, Redis is skipped for a short time, so that requests do not all wait for a
// response that never comes. A single slow call does not open the breaker, and neither do calls that this process was too busy
// to wait for. Failures are logged at most once a minute.
import "server-only";
import { log } from "@/lib/observability/log";
import { logThrottled } from "@/lib/observability/log-throttled";
import { metrics } from "@/lib/observability/metrics";
import { ProcessSaturated } from "./patience";

const FAILURES_IN_A_ROW = 2;
const PAUSE_MS = 5_000;
const LOG_EVERY_SECONDS = 60;

interface Breaker {
  failures: number;
  failedAt: number;
}

const holder = globalThis as typeof globalThis & { gatehouseRedisBreaker?: Breaker };

/** The result of `ask`, or null if Redis fails or is being skipped. */
export async function fromRedis<T>(ask: () => Promise<T>): Promise<T | null> {
  const breaker = (holder.gatehouseRedisBreaker ??= { failures: 0, failedAt: -Infinity });
  const askedAt = Date.now();
  if (breaker.failures >= FAILURES_IN_A_ROW && askedAt - breaker.failedAt < PAUSE_MS) return null;
  try {
    const answer = await ask();
    breaker.failures = 0;
    return answer;
  } catch (error) {
    if (error instanceof ProcessSaturated) {
      logThrottled("saturated process", LOG_EVERY_SECONDS, () => {
        log.warn("this process is too busy to wait for the rate limit store, and counts some requests by itself");
      });
      return null;
    }
    // Concurrent calls fail together for one reason and count as one failure.
    if (askedAt >= breaker.failedAt) breaker.failures += 1;
    breaker.failedAt = Date.now();
    metrics().storeFailures.inc();
    logThrottled("rate limit store", LOG_EVERY_SECONDS, () => {
      log.error("the rate limit store fails: this process counts by itself", { error });
    });
    return null;
  }
}
