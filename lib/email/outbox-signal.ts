// How often this process looks for mail of other processes, and for mail to be tried again.
import "server-only";

const LOOK_EVERY_MS = 30_000;

const holder = globalThis as typeof globalThis & { gatehouseOutboxLook?: number };

/** Whether a look is due; asking counts as looking. */
export function isOutboxLookDue(now: number = Date.now()): boolean {
  if (now - (holder.gatehouseOutboxLook ?? 0) < LOOK_EVERY_MS) return false;
  holder.gatehouseOutboxLook = now;
  return true;
}
