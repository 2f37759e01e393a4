// Counts in this process's memory: for a single instance, and while the shared store does not answer.
import "server-only";
import { allow, refuse, used, windowNumber, type Counts, type Verdict } from "./sliding-window";

interface Window extends Counts {
  number: number;
}

/**
 * A flood of invented keys must not fill the memory: past this the keys of its limit that rested longest are forgotten.
 * Those of other limits are kept, or a flood under one of a minute would reset one of a day.
 */
const MAX_KEYS_A_LIMIT = 50_000;

const holder = globalThis as typeof globalThis & { gatehouseWindows?: Map<string, Map<string, Window>> };

function windowsOf(limit: string): Map<string, Window> {
  const all = (holder.gatehouseWindows ??= new Map<string, Map<string, Window>>());
  const known = all.get(limit);
  if (known) return known;
  const made = new Map<string, Window>();
  all.set(limit, made);
  return made;
}

/** Takes one from the allowance of `key`, unless it is used up. */
export function countInMemory(limit: string, key: string, max: number, windowMs: number, now: number): Verdict {
  const windows = windowsOf(limit);
  const window = windowAt(windows.get(key), windowMs, now);
  const before = used(window, windowMs, now);
  const allowed = before < max;
  if (allowed) window.current += 1;
  // The last to be forgotten is whoever was here last, refused or not.
  windows.delete(key);
  windows.set(key, window);
  if (windows.size > MAX_KEYS_A_LIMIT) windows.delete(windows.keys().next().value ?? key);
  return allowed ? allow(max, max - before - 1, windowMs, now) : refuse(max, window, windowMs, now);
}

function windowAt(known: Window | undefined, windowMs: number, now: number): Window {
  const number = windowNumber(windowMs, now);
  if (known?.number === number) return known;
  return { number, current: 0, previous: known?.number === number - 1 ? known.current : 0 };
}
