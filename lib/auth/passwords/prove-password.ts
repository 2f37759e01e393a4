// Every check of an account's password: at sign-in, before something that a borrowed browser must not be enough for, and
// behind a mailed link. All of them count in one table, so no place is cheaper to guess at, and the owner of the account
// gets one mail about a row of failures.
import "server-only";
import type { Caller, MemberActor, UserActor } from "@/lib/access/actor";
import type { LimitRule } from "@/lib/access/limit-rule";
import { refuse, type Refusal } from "@/lib/access/refusal";
import type { SystemDb } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors/app-error";
import { limits } from "@/lib/rate-limit/limits";
import { mailWrongPasswords } from "../mails";
import { verifyPassword } from "./hash-password";
import type { Asker } from "./hash-queue";
import { issuedDevice } from "./known-device";
import {
  countAttempt,
  guesserOf,
  isReported,
  MAX_LINK_FAILURES,
  resetAttempts,
  throttleKey,
  type Guesser,
} from "./throttle";

/** A short transaction of its own, as `prepare` has it: what is counted survives the refusal that follows. */
type InTransaction = <T>(work: (db: SystemDb) => Promise<T>) => Promise<T>;

type SignedIn = Caller<UserActor | MemberActor>;

/** For operations that call `provePassword`: a limit in front of the slow-down, under the same browser or session. */
export const perPasswordCheck: LimitRule<unknown, SignedIn> = {
  limit: limits.passwordPerBrowser,
  key: (_input, { actor, request }) => issuedDevice(actor.user.email, request.deviceCookie) ?? actor.session.id,
};

interface Check<Found> {
  /** The address that the password belongs to. */
  email: string;
  /** Whom the attempt counts under; whether a browser is known depends on the hash. */
  guesserFor: (hash: string | null) => Guesser;
  /** Looks for the hash, in the transaction that counts the attempt. */
  find: (db: SystemDb) => Promise<Found>;
}

interface Judgment {
  guesser: Guesser;
  isRight: boolean;
  /** In a row, this one included; 0 where the password is right. */
  failures: number;
  /** Whether this is the failure that the owner is to hear of. */
  isReportDue: boolean;
}

/** Whose places in the queue of hashes a check takes. */
export function askerOf(email: string, { kind }: Guesser): Asker {
  return kind === "stranger" ? "stranger" : { knownAs: email };
}

/**
 * Counts an attempt, then judges it; what was counted survives the refusal that follows. Hashes, so call it in `prepare`,
 * where no connection is held. Look for the hash again under a lock (`hasHash`): it may have changed meanwhile.
 * @throws AppError RATE_LIMITED, BUSY
 */
export async function checkPassword<Found extends { hash: string | null }>(
  transaction: InTransaction,
  { email, guesserFor, find }: Check<Found>,
  password: string,
): Promise<Found & Judgment> {
  const { found, guesser, key, attempt } = await transaction(async (db) => {
    const candidate = await find(db);
    const counted = guesserFor(candidate.hash);
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
 * The hash that the signed-in person's password gives, or null.
 * @throws AppError RATE_LIMITED, BUSY
 */
export async function provePassword(
  context: SignedIn & { transaction: InTransaction },
  password: string,
): Promise<string | null> {
  const { transaction, request, actor } = context;
  const { id, email } = actor.user;
  const check = {
    email,
    guesserFor: (passwordHash: string | null) => guesserOf({ email, passwordHash }, request, actor.session),
    find: async (db: SystemDb) => ({ hash: await findHash(db, id) }),
  };
  const { hash, guesser, isRight, isReportDue } = await checkPassword(transaction, check, password);
  if (hash !== null && isReportDue) await transaction((db) => mailWrongPasswords(db, email, guesser.kind, request));
  return isRight ? hash : null;
}

interface LinkCheck {
  /** What the holder's attempts are counted under; never the token. */
  linkId: string;
  /** The address that the password belongs to. */
  email: string;
  hash: string | null;
}

/**
 * Whether the password that a mailed link asks for is right. Its holder may try ten times in all; then the link is used up.
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

/** Whether a hash that was proved is still the person's. Certain only while their row is locked. */
export async function hasHash(db: SystemDb, userId: string, passwordHash: string): Promise<boolean> {
  return (await findHash(db, userId)) === passwordHash;
}

async function findHash(db: SystemDb, userId: string): Promise<string | null> {
  const credential = await db.passwordCredential.findUnique({ where: { userId }, select: { passwordHash: true } });
  return credential?.passwordHash ?? null;
}

export const WRONG_PASSWORD = "This is not your current password.";

/** Recorded, unlike what is thrown. The name is that of the field in every form that asks. */
export function refuseWrongPassword(): Refusal {
  return refuse("INVALID_CREDENTIALS", { fields: { current_password: WRONG_PASSWORD } });
}
