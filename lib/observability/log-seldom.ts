// For what lasts: told at most once a while.
import "server-only";

const holder = globalThis as typeof globalThis & { gatehouseTold?: Map<string, number> };

/** Calls `tell` unless this topic was told less than `seconds` ago. */
export function seldom(topic: string, seconds: number, tell: () => void): void {
  const told = (holder.gatehouseTold ??= new Map<string, number>());
  const now = Date.now();
  if (now - (told.get(topic) ?? -Infinity) < seconds * 1000) return;
  told.set(topic, now);
  tell();
}
