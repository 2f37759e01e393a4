// Counts against the limits, in this process's memory, with the sliding window that weighs the previous
// window by how much of it is still in view. One instance only: counts are not shared.
import "server-only";
import { env } from "@/lib/env/server";
import type { Limit } from "./limits";

interface Window {
  startedAt: number;
  count: number;
  previous: number;
}

export interface Verdict {
  allowed: boolean;
  /** Whole seconds; 0 when allowed. */
  retryAfterSeconds: number;
}

/** A flood of invented keys must not fill the memory: past this the oldest keys are forgotten. */
const MAX_KEYS = 100_000;

const holder = globalThis as typeof globalThis & { gatehouseWindows?: Map<string, Window> };

function windows(): Map<string, Window> {
  return (holder.gatehouseWindows ??= new Map<string, Window>());
}

function windowAt(key: string, length: number, now: number): Window {
  const startedAt = now - (now % length);
  const known = windows().get(key);
  if (known?.startedAt === startedAt) return known;
  const previous = known?.startedAt === startedAt - length ? known.count : 0;
  return { startedAt, count: 0, previous };
}

/** Takes one from the allowance of `key` under `limit`, unless it is used up. */
export function consume(limit: Limit, key: string, now: number = Date.now()): Promise<Verdict> {
  const max = limit.max * env().RATE_LIMIT_SCALE;
  const length = limit.windowSeconds * 1000;
  const mapKey = `${limit.name}\n${key}`;
  const window = windowAt(mapKey, length, now);
  const elapsed = (now - window.startedAt) / length;
  const used = window.count + window.previous * (1 - elapsed);
  const allowed = used + 1 <= max;
  if (allowed) window.count += 1;
  // The last to be forgotten is whoever was here last, stopped or not.
  windows().delete(mapKey);
  windows().set(mapKey, window);
  if (windows().size > MAX_KEYS) windows().delete(windows().keys().next().value ?? mapKey);
  if (!allowed) return Promise.resolve({ allowed, retryAfterSeconds: secondsUntil(window, max, length, now) });
  return Promise.resolve({ allowed: true, retryAfterSeconds: 0 });
}

/** When one more fits: within this window if the previous one fades enough, else in the next. */
function secondsUntil(window: Window, max: number, length: number, now: number): number {
  const room = max - 1 - window.count;
  const share = room >= 0 && window.previous > 0 ? 1 - room / window.previous : 2 - (max - 1) / Math.max(window.count, 1);
  return Math.max(1, Math.ceil((window.startedAt + share * length - now) / 1000));
}
