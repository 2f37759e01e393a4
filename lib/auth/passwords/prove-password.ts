// Every check of an account's password: at sign-in, before an operation that needs proof, and behind a mailed link. All
// checks share one throttle, so that no form gives more guesses than another. After ten failures in a row the owner gets one
// mail.
import "server-only";
import type { Caller, MemberActor, UserActor } from "@/lib/access/actor";
import type { LimitRule } from "@/lib/access/limit-rule";
import type { FindContext } from "@/lib/access/operation-spec";
import { requireRecentProof } from "@/lib/access/recent-proof";
import { refuse, type Refusal } from "@/lib/access/refusal";
import type { SystemDb } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors/app-error";
import { limits } from "@/lib/rate-limit/limits";
import { mailWrongPasswords } from "../mails";
import { findKnownDevice } from "./find-known-device";
import { verifyPassword } from "./hash-password";
import type { Asker } from "./hash-queue";
import {
  countAttempt,
  guesserOf,
  isReported,
  MAX_LINK_FAILURES,
  resetAttempts,
  throttleKey,
  type Guesser,
} from "./throttle";

type Context = FindContext<UserActor | MemberActor, SystemDb>;

/** Runs a separate short transaction, so that the failure count survives a refusal. */
type InTransaction = Context["transaction"];

/** For operations that call `provePassword`: looks up the known browser, on which `perPasswordCheck` depends. */
export const findOwnDevice = async (context: Context) => ({
  device: await findKnownDevice(context, context.actor.user.email),
});

/** For operations that call `provePassword`: a limit per known browser, or else per session, checked before the throttle. */
export const perPasswordCheck: LimitRule<unknown, Caller<UserActor | MemberActor>, { device: string | null }> = {
  limit: limits.passwordPerBrowser,
  key: (_input, { actor }, { device }) => device ?? actor.credential.id,
};

interface Check<Found> {
  /** The address of the account. */
  email: string;
  /**
   * Determines the guesser whose count the attempt increases. Needs the account that was found, because a browser is known
   * only for the current password version.
   */
  guesserFor: (found: Found) => Guesser;
  /** Looks up the hash in the transaction that counts the attempt. */
  find: (db: SystemDb) => Promise<Found>;
}

interface Judgment {
  guesser: Guesser;
  isRight: boolean;
  /** Failures in a row, including this one; 0 if the password is right. */
  failures: number;
  /** Whether this failure must be reported to the owner. */
  isReportDue: boolean;
}

/** The user or stranger for whom a check waits in the hash queue. */
export function askerOf(email: string, { kind }: Guesser): Asker {
  return kind === "stranger" ? "stranger" : { knownAs: email };
}

/**
 * Counts an attempt and then verifies it; the count survives a refusal. Call this in `prepare`, which holds no connection
 * while hashing. Then recheck the version under a lock (`isCurrentPassword`), because the password may have changed.
 * @throws AppError RATE_LIMITED, BUSY
 */
export async function checkPassword<Found extends { hash: string | null }>(
  transaction: InTransaction,
  { email, guesserFor, find }: Check<Found>,
  password: string,
): Promise<Found & Judgment> {
  const { found, guesser, key, attempt } = await transaction(async (db) => {
    const candidate = await find(db);
    const counted = guesserFor(candidate);
    const countedUnder = throttleKey(email, counted);
    return { found: candidate, guesser: counted, key: countedUnder, attempt: await countAttempt(db, countedUnder) };
  });
  if (attempt.waitSeconds > 0) throw new AppError("RATE_LIMITED", { retryAfterSeconds: attempt.waitSeconds });
  const { failures } = attempt;
  const isLate = guesser.kind === "link" && failures > MAX_LINK_FAILURES;
  const isRight = await verifyPassword(askerOf(email, guesser), isLate ? null : found.hash, password);
  if (!isRight) return { ...found, guesser, isRight, failures, isReportDue: isReported(failures) };
  await transaction((db) => resetAttempts(db, key));
  return { ...found, guesser, isRight, failures: 0, isReportDue: false };
}

/**
 * Returns the version of the password if this is the signed-in user's password, or null.
 * @throws AppError RATE_LIMITED, BUSY
 */
export async function provePassword(context: Context, password: string): Promise<string | null> {
  const { transaction, request, actor } = context;
  const { id, email } = actor.user;
  const check = {
    email,
    guesserFor: ({ version }: Password) => guesserOf({ email, passwordVersion: version }, request, actor.credential),
    find: (db: SystemDb) => findPassword(db, id),
  };
  const { version, guesser, isRight, isReportDue } = await checkPassword(transaction, check, password);
  if (version !== null && isReportDue) await transaction((db) => mailWrongPasswords(db, email, guesser.kind, request));
  return isRight ? version : null;
}

/**
 * Like `provePassword`, for a user who may have no password. Such a user leaves it empty, and the session must have a recent
 * proof instead; the result then has no version.
 * @throws AppError RATE_LIMITED, BUSY, RECENT_PROOF_REQUIRED; VALIDATION_ERROR if a password is needed
 */
export async function proveOwner(context: Context, password: string): Promise<{ version: string | null } | null> {
  if (password !== "") {
    const version = await provePassword(context, password);
    return version === null ? null : { version };
  }
  const { user, credential } = context.actor;
  if ((await context.transaction((db) => findPassword(db, user.id))).version !== null) {
    throw new AppError("VALIDATION_ERROR", { fields: { current_password: "Please enter a password." } });
  }
  requireRecentProof(credential);
  return { version: null };
}

interface LinkCheck {
  /** Identifies the link for counting attempts. Never the token itself. */
  linkId: string;
  /** The address of the account. */
  email: string;
  hash: string | null;
}

/**
 * Verifies the password that a mailed link requires. After ten wrong passwords for a link, refuses every password.
 * @throws AppError RATE_LIMITED, BUSY
 */
export async function proveByLink(
  transaction: InTransaction,
  { linkId, email, hash }: LinkCheck,
  password: string,
): Promise<"proved" | "wrong" | "used-up"> {
  const check = { email, guesserFor: () => ({ kind: "link", id: linkId }) as const, find: async () => ({ hash }) };
  const { isRight, failures } = await checkPassword(transaction, check, password);
  if (isRight) return "proved";
  return failures < MAX_LINK_FAILURES ? "wrong" : "used-up";
}

/** Whether a verified password is still the user's; for null, that they still have none. Reliable only under their lock. */
export async function isCurrentPassword(db: SystemDb, userId: string, passwordVersion: string | null): Promise<boolean> {
  return (await findPassword(db, userId)).version === passwordVersion;
}

interface Password {
  hash: string | null;
  version: string | null;
}

async function findPassword(db: SystemDb, userId: string): Promise<Password> {
  const select = { passwordHash: true, version: true };
  const credential = await db.passwordCredential.findUnique({ where: { userId }, select });
  return { hash: credential?.passwordHash ?? null, version: credential?.version ?? null };
}

export const WRONG_PASSWORD = "This is not your current password.";

/**
 * Returned rather than thrown, so that the refusal is recorded. The field has the same name in every form that asks for the
 * current password.
 */
export function refuseWrongPassword(): Refusal {
  return refuse("INVALID_CREDENTIALS", { fields: { current_password: WRONG_PASSWORD } });
}
