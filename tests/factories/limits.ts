// A rate limit for one test alone, and functions that forget all counts and keep them from sliding.
import { randomUUID } from "node:crypto";
import { onTestFinished, vi } from "vitest";
import type { Limit } from "@/lib/rate-limit/limits";

export function someLimit(max: number, windowSeconds: number): Limit {
  return { name: randomUUID(), max, windowSeconds };
}

/** Stops the clock of the windows for the rest of the test, in which more requests would pass when a new window begins. */
export function stopWindows(): void {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() });
  onTestFinished(() => void vi.useRealTimers());
}

export function forgetCounts(): void {
  const state = globalThis as { gatehouseWindows?: Map<string, unknown>; gatehouseRefusals?: Map<string, unknown> };
  state.gatehouseWindows?.clear();
  state.gatehouseRefusals?.clear();
}
