// A rate limit for one test alone, and a function that forgets all counts.
import { randomUUID } from "node:crypto";
import type { Limit } from "@/lib/rate-limit/limits";

export function someLimit(max: number, windowSeconds: number): Limit {
  return { name: randomUUID(), max, windowSeconds };
}

export function forgetCounts(): void {
  const state = globalThis as { gatehouseWindows?: Map<string, unknown>; gatehouseRefusals?: Map<string, unknown> };
  state.gatehouseWindows?.clear();
  state.gatehouseRefusals?.clear();
}
