// Counts requests in this process's memory, for a single instance and as the fallback of the shared store. A flood of forged
// keys can neither exhaust memory nor cause a refused key to be forgotten.
import "server-only";
import { allowedVerdict, refusedVerdict, used, windowNumber, type Counts, type Verdict } from "./sliding-window";

export interface Counted {
  key: string;
  /** Requests per window. */
  max: number;
}

interface Window extends Counts {
  number: number;
  max: number;
}

/**
 * The keys of one limit. Each limit has its own keys, so that a flood under a one-minute limit cannot reset a one-day limit.
 */
interface Keys {
  /** Keys with allowance left. Above MAX_KEYS, the least recently seen ones are evicted. */
  open: Map<string, Window>;
  /** Keys without allowance left, kept until they have some again. */
  usedUp: Map<string, Window>;
  sweptAt: number;
}

export const MAX_KEYS = 50_000;
/** The maximum number of sweeps of used-up keys per window, because each sweep visits every key. */
const SWEEPS_A_WINDOW = 60;
/** The key that all new keys share while MAX_KEYS keys are used up. No real key is empty. */
const EVERYBODY_ELSE = "";
const SHARED_TIMES = 100;

const holder = globalThis as typeof globalThis & { gatehouseWindows?: Map<string, Keys> };

function keysOf(limit: string): Keys {
  const all = (holder.gatehouseWindows ??= new Map<string, Keys>());
  const known = all.get(limit);
  if (known) return known;
  const made: Keys = { open: new Map(), usedUp: new Map(), sweptAt: 0 };
  all.set(limit, made);
  return made;
}

/**
 * Counts one request under each allowance, or under none if any of them is used up. Returns one verdict for each allowance.
 */
export function countInMemory(limit: string, counted: readonly Counted[], windowMs: number, now: number): Verdict[] {
  const keys = keysOf(limit);
  const windows = counted.map((each) => windowAt(keys, each, windowMs, now));
  const before = windows.map(([, window]) => used(window, windowMs, now));
  const allowed = windows.every(([, { max }], index) => (before[index] ?? 0) < max);
  return windows.map(([key, window], index) => {
    const count = before[index] ?? 0;
    if (allowed) window.current += 1;
    keep(keys, key, window, count + (allowed ? 1 : 0));
    return count < window.max
      ? allowedVerdict(window.max, window.max - count - 1, windowMs, now)
      : refusedVerdict(window.max, window, windowMs, now);
  });
}

function windowAt(keys: Keys, { key, max }: Counted, windowMs: number, now: number): [key: string, window: Window] {
  const known = keys.usedUp.get(key) ?? keys.open.get(key);
  if (!known && isFull(keys, windowMs, now) && key !== EVERYBODY_ELSE) {
    return windowAt(keys, { key: EVERYBODY_ELSE, max: max * SHARED_TIMES }, windowMs, now);
  }
  const number = windowNumber(windowMs, now);
  if (known?.number === number) return [key, { ...known, max }];
  return [key, { number, max, current: 0, previous: known?.number === number - 1 ? known.current : 0 }];
}

/** Stores the window of a key. If too many keys have allowance left, evicts the least recently seen one of them. */
function keep({ open, usedUp }: Keys, key: string, window: Window, count: number): void {
  open.delete(key);
  usedUp.delete(key);
  (count < window.max ? open : usedUp).set(key, window);
  if (open.size > MAX_KEYS) open.delete(open.keys().next().value ?? key);
}

/** Whether so many keys are used up that new keys must share one allowance. */
function isFull(keys: Keys, windowMs: number, now: number): boolean {
  if (keys.usedUp.size < MAX_KEYS) return false;
  if (now - keys.sweptAt < windowMs / SWEEPS_A_WINDOW) return true;
  keys.sweptAt = now;
  for (const [key, window] of keys.usedUp) if (hasRoom(window, windowMs, now)) keys.usedUp.delete(key);
  return keys.usedUp.size >= MAX_KEYS;
}

function hasRoom(window: Window, windowMs: number, now: number): boolean {
  const age = windowNumber(windowMs, now) - window.number;
  if (age > 1) return true;
  return used(age === 0 ? window : { current: 0, previous: window.current }, windowMs, now) < window.max;
}
