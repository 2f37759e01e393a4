// For what would fill the log if every occurrence were told: at most once a while, each kind apart.
import "server-only";

/** Kinds may come from outside: past this many of a topic, its oldest may be told again. */
const MAX_KINDS = 1_000;

const holder = globalThis as typeof globalThis & { gatehouseTold?: Map<string, Map<string, number>> };

/** Calls `tell` unless something of this topic and kind was told less than `seconds` ago. */
export function seldom(topic: string, kind: string, seconds: number, tell: () => void): void {
  const topics = (holder.gatehouseTold ??= new Map<string, Map<string, number>>());
  const told = topics.get(topic) ?? new Map<string, number>();
  topics.set(topic, told);
  const now = Date.now();
  if (now - (told.get(kind) ?? -Infinity) < seconds * 1000) return;
  told.delete(kind);
  told.set(kind, now);
  if (told.size > MAX_KINDS) told.delete(told.keys().next().value ?? kind);
  tell();
}
