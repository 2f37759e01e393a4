// Limits how often this process looks for mail queued by other processes and for mail to retry.
import "server-only";

const LOOK_EVERY_MS = 30_000;

const holder = globalThis as typeof globalThis & { gatehouseOutboxLook?: number };

/** Whether it is time to look. Each call that returns true starts a new interval. */
export function isOutboxLookDue(now: number = Date.now()): boolean {
  if (now - (holder.gatehouseOutboxLook ?? 0) < LOOK_EVERY_MS) return false;
  holder.gatehouseOutboxLook = now;
  return true;
}
