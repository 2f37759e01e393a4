// Repeats a refusal from memory until its retry delay is over, so that a flood under one key causes no calls to Redis. The
// delay exceeds the necessary wait by less than a second, because it is rounded up to whole seconds.
import "server-only";
import type { Verdict } from "./sliding-window";

interface Refused {
  verdict: Verdict;
  at: number;
}

const MAX_KEYS = 50_000;

const holder = globalThis as typeof globalThis & { gatehouseRefusals?: Map<string, Refused> };

function refusals(): Map<string, Refused> {
  return (holder.gatehouseRefusals ??= new Map<string, Refused>());
}

export function rememberRefusal(id: string, verdict: Verdict, now: number): void {
  refusals().delete(id);
  refusals().set(id, { verdict, at: now });
  if (refusals().size > MAX_KEYS) refusals().delete(refusals().keys().next().value ?? id);
}

/** A refusal that still applies, with its remaining delay, or null if the store must decide. */
export function findRefusal(id: string, now: number): Verdict | null {
  const refused = refusals().get(id);
  if (!refused) return null;
  const passed = (now - refused.at) / 1000;
  const retryAfterSeconds = Math.ceil(refused.verdict.retryAfterSeconds - passed);
  if (retryAfterSeconds <= 0) {
    refusals().delete(id);
    return null;
  }
  return {
    ...refused.verdict,
    retryAfterSeconds,
    resetSeconds: Math.max(1, Math.ceil(refused.verdict.resetSeconds - passed)),
  };
}
