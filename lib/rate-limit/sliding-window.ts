// Estimates the number of requests in a sliding window: the count of the current fixed window, plus a share of the count of
// the previous window, rounded down. The share is the fraction of the previous window that the sliding window still covers.
// Uses the arithmetic of the scripts of @upstash/ratelimit.
import "server-only";
export interface Counts {
  current: number;
  previous: number;
}

export interface Verdict {
  allowed: boolean;
  /** Requests per window. */
  limit: number;
  /** The number of further requests that would pass now. */
  remaining: number;
  /** Whole seconds until the current window ends. */
  resetSeconds: number;
  /** Whole seconds until one more request would pass; 0 if allowed. */
  retryAfterSeconds: number;
}

/** The number of the fixed window that contains `now` (ms). */
export function windowNumber(windowMs: number, now: number): number {
  return Math.floor(now / windowMs);
}

/** The number of requests counted in the sliding window. */
export function used({ current, previous }: Counts, windowMs: number, now: number): number {
  return current + Math.floor((1 - (now % windowMs) / windowMs) * previous);
}

export function allowedVerdict(max: number, remaining: number, windowMs: number, now: number): Verdict {
  return { allowed: true, limit: max, remaining, resetSeconds: secondsToReset(windowMs, now), retryAfterSeconds: 0 };
}

/** @param counts that have used up the allowance */
export function refusedVerdict(max: number, counts: Counts, windowMs: number, now: number): Verdict {
  return {
    allowed: false,
    limit: max,
    remaining: 0,
    resetSeconds: secondsToReset(windowMs, now),
    retryAfterSeconds: secondsToRoom(max, counts, windowMs, now),
  };
}

/** Combines verdicts that all apply to a request: the refusal with the longest delay, or else the smallest remainder. */
export function tightest(verdicts: readonly Verdict[]): Verdict {
  return verdicts.reduce((one, other) => {
    if (one.allowed !== other.allowed) return one.allowed ? other : one;
    if (!one.allowed) return one.retryAfterSeconds >= other.retryAfterSeconds ? one : other;
    return one.remaining <= other.remaining ? one : other;
  });
}

function secondsToReset(windowMs: number, now: number): number {
  return Math.ceil((windowMs - (now % windowMs)) / 1000);
}

/**
 * If the current window alone is below the limit, the wait ends within it, when the weight of the previous window is low
 * enough. Otherwise the wait ends in the next window, when the weight of the current window starts to fall.
 */
function secondsToRoom(max: number, { current, previous }: Counts, windowMs: number, now: number): number {
  const room = max - current;
  const share = room > 0 && previous > 0 ? 1 - room / previous : 1;
  // Adds one millisecond, because the weighted count must fall below the available room and not only reach it.
  const at = windowMs * (windowNumber(windowMs, now) + Math.max(share, 0)) + 1;
  return Math.max(1, Math.ceil((at - now) / 1000));
}
