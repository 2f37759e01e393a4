// Checks an operation's limits and counts the request. Only the operation builder calls this, so every limit is declared
// with an operation and listed in the access matrix.
import "server-only";
import { traceRefusal } from "@/lib/observability/security-log";
import { consume } from "@/lib/rate-limit/limiter";
import { rateLimited } from "@/lib/rate-limit/rate-limited";
import type { Verdict } from "@/lib/rate-limit/sliding-window";
import type { Caller } from "./actor";
import type { LimitRule } from "./limit-rule";

/** What a limit's key is derived from. */
interface Counted<Input, C extends Caller, Found> {
  input: Input;
  caller: C;
  found: Found;
}

/**
 * Checks the limits in order and stops at the first that refuses, so that a caller stopped by an early limit does not use up
 * a later one.
 */
async function firstRefusal<Input, C extends Caller, Found>(
  rules: readonly LimitRule<Input, C, Found>[],
  { input, caller, found }: Counted<Input, C, Found>,
): Promise<Verdict | null> {
  for (const rule of rules) {
    const key = rule.key(input, caller, found);
    if (key === null) continue;
    const verdict = await consume(rule.limit, key);
    if (!verdict.allowed) return verdict;
  }
  return null;
}

/** Like enforceLimits, but returns the result and only logs a refusal, which the client must not notice. */
export async function isQuietlyRefused<Input, C extends Caller, Found>(
  rules: readonly LimitRule<Input, C, Found>[],
  counted: Counted<Input, C, Found>,
  operation: string,
): Promise<boolean> {
  const refusal = await firstRefusal(rules, counted);
  if (refusal) traceRefusal(rateLimited(refusal), { ...counted.caller.request, operation });
  return refusal !== null;
}

/** @throws AppError RATE_LIMITED */
export async function enforceLimits<Input, C extends Caller, Found>(
  rules: readonly LimitRule<Input, C, Found>[],
  counted: Counted<Input, C, Found>,
): Promise<void> {
  const refusal = await firstRefusal(rules, counted);
  if (refusal) throw rateLimited(refusal);
}
