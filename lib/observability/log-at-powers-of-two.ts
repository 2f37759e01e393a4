// Logs events that any client can cause at will. Of each kind, only the first, second, fourth, eighth and so on within an
// hour are logged, with the count so far, so that a flood writes few lines. Needs no timer, so nothing is lost when a
// process is frozen or killed.
import "server-only";

const WINDOW_MS = 3_600_000;
/** Clients may influence the kinds. Above this many per topic and hour, all further kinds share one count. */
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
 * Calls `write` for the occurrences of this hour whose number is a power of two.
 * @param topic of a fixed set
 */
export function logAtPowersOfTwo(topic: string, kind: string, write: (count: number) => void): void {
  const counts = countsOf(topic, Math.floor(Date.now() / WINDOW_MS));
  const counted = counts.has(kind) || counts.size < MAX_KINDS ? kind : ALL_OTHERS;
  const count = (counts.get(counted) ?? 0) + 1;
  counts.set(counted, count);
  if (Number.isInteger(Math.log2(count))) write(count);
}
