// How an operation is rate limited: limits from the table in lib/rate-limit/limits, each with the key to count under.
import "server-only";
import { addressAllowances } from "@/lib/rate-limit/address-allowances";
import { limitAddress } from "@/lib/rate-limit/limit-address";
import type { CountedUnder } from "@/lib/rate-limit/limiter";
import { limits, type Limit } from "@/lib/rate-limit/limits";
import { userIdOf, type Caller, type OrganizationActor, type UserActor } from "./actor";

/** @typeParam Found the result of the operation's `find`, for a rule whose key depends on it */
export interface LimitRule<Input, C extends Caller = Caller, Found = unknown> {
  limit: Limit;
  /** The key under which to count; null where the rule does not apply. */
  key: (input: Input, caller: C, found: Found) => CountedUnder | null;
}

/** Applies a rule to the result of the operation's `find` instead of the input. */
export function onFound<Found, C extends Caller>({ limit, key }: LimitRule<Found, C>): LimitRule<unknown, C, Found> {
  return { limit, key: (_input, caller, found) => key(found, caller, undefined) };
}

/**
 * For operations without limits of their own. The general limit at the edge still applies, and so does the limit on writes
 * (`perWriter`).
 */
export const generalLimitOnly: [] = [];

type Authenticated = Caller<UserActor | OrganizationActor>;

/**
 * All writes of a user, counted together whatever credential they came with; or all writes of an organization's API key. The
 * operation builder adds this to every authenticated write that is not a containment action.
 */
export const perWriter: readonly LimitRule<unknown, Authenticated>[] = [
  { limit: limits.writesPerUser, key: (_input, { actor }) => userIdOf(actor) ?? actor.credential.id },
];

const memberOrKey = (_input: unknown, { actor }: Caller<OrganizationActor>) => userIdOf(actor) ?? actor.credential.id;

/** For operations that call a language model: counts a member, or an API key of the organization, and the organization. */
export const perModelCall: readonly LimitRule<unknown, Caller<OrganizationActor>>[] = [
  { limit: limits.modelCallsPerUser, key: memberOrKey },
  { limit: limits.modelCallsPerUserAndHour, key: memberOrKey },
  { limit: limits.modelCallsPerOrganization, key: (_input, { actor }) => actor.organization.id },
];

/**
 * For operations that shut out an intruder. Counts per credential, so that an intruder with another one cannot exhaust the
 * limit.
 */
export const perContainment: LimitRule<unknown, Authenticated> = {
  limit: limits.containmentPerSession,
  key: (_input, { actor }) => actor.credential.id,
};

/** Like the previous rule, for API keys: an admin must be able to revoke all of the organization's, one by one. */
export const perRevocation: LimitRule<unknown, Authenticated> = {
  limit: limits.revocationPerSession,
  key: (_input, { actor }) => actor.credential.id,
};

export function perAddress(limit: Limit): LimitRule<unknown> {
  return { limit, key: (_input, caller) => addressAllowances(caller.request.ipAddress) };
}

/** Counts per mailbox of the submitted email address, whether or not the address has an account. */
export function perAccount(limit: Limit): LimitRule<{ email: string }>;
export function perAccount<Input>(limit: Limit, address: (input: Input) => string): LimitRule<Input>;
export function perAccount<Input extends { email: string }>(
  limit: Limit,
  address = (input: Input) => input.email,
): LimitRule<Input> {
  return { limit, key: (input) => limitAddress(address(input)) };
}
