// Tells this process's next request end that mail may be due, so that it is sent right after the response.
import "server-only";

/** Mail of other processes, and mail to be tried again, is looked for this often. */
const LOOK_EVERY_MS = 30_000;

const holder = globalThis as typeof globalThis & { gatehouseOutbox?: { dirty: boolean; lookedAt: number } };

function state() {
  return (holder.gatehouseOutbox ??= { dirty: false, lookedAt: 0 });
}

export function announceMail(): void {
  state().dirty = true;
}

/** Whether a look is due; asking counts as looking. */
export function takeMailSignal(now: number = Date.now()): boolean {
  const current = state();
  if (!current.dirty && now - current.lookedAt < LOOK_EVERY_MS) return false;
  current.dirty = false;
  current.lookedAt = now;
  return true;
}
