// Throttles log lines for events that any client can cause at will. Of each kind, it logs only the first, second, fourth,
// eighth and so on within an hour, with the count so far, so that a flood writes few lines. No line waits for a timer, so
// none is lost when the process is frozen or killed.
import "server-only";

const WINDOW_MS = 3_600_000;
/**
 * Limits the memory, because clients may influence the kinds. After a topic has had this many kinds in an hour, all further
 * kinds share one count.
 */
const MAX_KINDS = 2_000;
const ALL_OTHERS = Symbol("all other kinds");

interface Topic {
  hour: number;
  counts: Map<string | typeof ALL_OTHERS, number>;
}

const holder = globalThis as typeof globalThis & { gatehouseLoggedKinds?: Map<string, Topic> };

function countsOf(name: string, hour: number): Topic["counts"] {
  const topics = (holder.gatehouseLoggedKinds ??= new Map<string, Topic>());
  const known = topics.get(name);
  if (known?.hour === hour) return known.counts;
  const counts: Topic["counts"] = new Map();
  topics.set(name, { hour, counts });
  return counts;
}

/**
 * Calls `write` if the number of this kind's events in the current hour, including this one, is a power of two.
 * @param topic from a fixed set, because the memory limits only kinds
 */
export function logAtPowersOfTwo(topic: string, kind: string, write: (count: number) => void): void {
  const counts = countsOf(topic, Math.floor(Date.now() / WINDOW_MS));
  const counted = counts.has(kind) || counts.size < MAX_KINDS ? kind : ALL_OTHERS;
  const count = (counts.get(counted) ?? 0) + 1;
  counts.set(counted, count);
  if (Number.isInteger(Math.log2(count))) write(count);
}
