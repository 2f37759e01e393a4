// How an operation is limited: limits of the one table, each with the key it counts under.
import "server-only";
import { traceRefusal } from "@/lib/observability/security-log";
import { addressAllowances } from "@/lib/rate-limit/address-allowances";
import { limitAddress } from "@/lib/rate-limit/limit-address";
import { consume, type CountedUnder } from "@/lib/rate-limit/limiter";
import { limits, type Limit } from "@/lib/rate-limit/limits";
import { rateLimited } from "@/lib/rate-limit/rate-limited";
import type { Verdict } from "@/lib/rate-limit/sliding-window";
import type { Caller, MemberActor, UserActor } from "./actor";

export interface LimitRule<Input, C extends Caller = Caller> {
  limit: Limit;
  /** What is counted under; null where the rule does not apply. */
  key: (input: Input, caller: C) => CountedUnder | null;
}

/** For operations that the general limit of the edge is enough for, and for writes that of all writes. */
export const inherit: [] = [];

type SignedIn = Caller<UserActor | MemberActor>;

/** All that a person writes, counted together. The operation builder adds it to every write of somebody signed in. */
export const perWriter: readonly LimitRule<unknown, SignedIn>[] = [
  { limit: limits.writesPerUser, key: (_input, { actor }) => actor.user.id },
];

/** For what shuts an intruder out: whoever has another session cannot use it up. */
export const perRemedy: LimitRule<unknown, SignedIn> = {
  limit: limits.remediesPerSession,
  key: (_input, { actor }) => actor.session.id,
};

export function perAddress(limit: Limit): LimitRule<unknown> {
  return { limit, key: (_input, caller) => addressAllowances(caller.request.ipAddress) };
}

/** Counts under the mailbox of an address that was typed in, whether it has an account or not. */
export function perAccount(limit: Limit): LimitRule<{ email: string }>;
export function perAccount<Input>(limit: Limit, address: (input: Input) => string): LimitRule<Input>;
export function perAccount<Input extends { email: string }>(
  limit: Limit,
  address = (input: Input) => input.email,
): LimitRule<Input> {
  return { limit, key: (input) => limitAddress(address(input)) };
}

/**
 * Takes one from each allowance in turn, up to the first that is used up: who is stopped by an early rule
 * must not use up what a later one allows to others.
 */
async function firstRefusal<Input, C extends Caller>(
  rules: readonly LimitRule<Input, C>[],
  input: Input,
  caller: C,
): Promise<Verdict | null> {
  for (const rule of rules) {
    const key = rule.key(input, caller);
    if (key === null) continue;
    const verdict = await consume(rule.limit, key);
    if (!verdict.allowed) return verdict;
  }
  return null;
}

/** Like enforceLimits, but the caller is not told; the refusal is only logged. */
export async function isQuietlyRefused<Input, C extends Caller>(
  rules: readonly LimitRule<Input, C>[],
  input: Input,
  caller: C,
  operation: string,
): Promise<boolean> {
  const refusal = await firstRefusal(rules, input, caller);
  if (refusal) traceRefusal(rateLimited(refusal), { ...caller.request, operation });
  return refusal !== null;
}

/** @throws AppError RATE_LIMITED */
export async function enforceLimits<Input, C extends Caller>(
  rules: readonly LimitRule<Input, C>[],
  input: Input,
  caller: C,
): Promise<void> {
  const refusal = await firstRefusal(rules, input, caller);
  if (refusal) throw rateLimited(refusal);
}
