// Logs a lasting condition at most once per interval.
import "server-only";

const holder = globalThis as typeof globalThis & { gatehouseLastLogged?: Map<string, number> };

/**
 * Calls `write` unless this topic was logged less than `seconds` ago.
 * @param topic from a fixed set, because every topic stays in memory
 */
export function logThrottled(topic: string, seconds: number, write: () => void): void {
  const lastLogged = (holder.gatehouseLastLogged ??= new Map<string, number>());
  const now = Date.now();
  if (now - (lastLogged.get(topic) ?? -Infinity) < seconds * 1000) return;
  lastLogged.set(topic, now);
  write();
}
