// Checks passwords outside of sign-in: a signed-in person's, before something that a borrowed browser must not be enough
// for, and those that a mailed link asks for. Every check counts where failed sign-ins count, so no place is cheaper to
// guess at, and the owner of the account is told of a row of failures.
import "server-only";
import type { Caller, MemberActor, UserActor } from "@/lib/access/actor";
import type { LimitRule } from "@/lib/access/limit-rule";
import { refuse, type Refusal } from "@/lib/access/refusal";
import type { SystemDb } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors/app-error";
import { limits } from "@/lib/rate-limit/limits";
import { mailWrongPasswords } from "../mails";
import { verifyPassword } from "./hash-password";
import { knownDevice } from "./known-device";
import { countAttempt, isReported, MAX_LINK_FAILURES, resetAttempts, throttleKey, type Guesser } from "./throttle";

/** A short transaction of its own, as `prepare` has it: what is counted survives the refusal that follows. */
type InTransaction = <T>(work: (db: SystemDb) => Promise<T>) => Promise<T>;

type SignedIn = Caller<UserActor | MemberActor>;

/** For operations that call `provePassword`: a limit in front of the slow-down, under the same browser or session. */
export const perPasswordCheck: LimitRule<unknown, SignedIn> = {
  limit: limits.passwordPerBrowser,
  key: (_input, caller) => browserOf(caller).id,
};

function browserOf({ actor, request }: SignedIn): { kind: "device" | "session"; id: string } {
  const device = knownDevice(actor.user.email, request.deviceCookie);
  return device === null ? { kind: "session", id: actor.session.id } : { kind: "device", id: device };
}

/**
 * The hash that the password gives, or null. Look for it again under a lock (`lockUser`): it may have changed meanwhile.
 * Hashes, so call it in `prepare`, where no connection is held.
 * @throws AppError RATE_LIMITED, BUSY
 */
export async function provePassword(context: SignedIn & { transaction: InTransaction }, password: string): Promise<string | null> {
  const { transaction, request, actor } = context;
  const { id, email } = actor.user;
  const hash = await transaction((db) => findHash(db, id));
  const guesser = browserOf(context);
  const failures = await countFailures(transaction, { email, guesser, hash }, password);
  if (failures === 0) return hash;
  if (hash !== null && isReported(failures)) {
    await transaction((db) => mailWrongPasswords(db, email, guesser.kind, request));
  }
  return null;
}

interface LinkCheck {
  /** What the holder's attempts are counted under. */
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
  const failures = await countFailures(transaction, { email, guesser: { kind: "link", id: linkId }, hash }, password);
  if (failures === 0) return "proved";
  return failures < MAX_LINK_FAILURES ? "wrong" : "used-up";
}

interface Check {
  email: string;
  guesser: Guesser;
  hash: string | null;
}

/** 0 where the password is right, else how many failures in a row there are now. */
async function countFailures(transaction: InTransaction, { email, guesser, hash }: Check, password: string): Promise<number> {
  const key = throttleKey(email, guesser);
  const { waitSeconds, failures } = await transaction((db) => countAttempt(db, key));
  if (waitSeconds > 0) throw new AppError("RATE_LIMITED", { retryAfterSeconds: waitSeconds });
  const isLate = guesser.kind === "link" && failures > MAX_LINK_FAILURES;
  if (!(await verifyPassword("known", isLate ? null : hash, password))) return failures;
  await transaction((db) => resetAttempts(db, key));
  return 0;
}

async function findHash(db: SystemDb, userId: string): Promise<string | null> {
  const credential = await db.passwordCredential.findUnique({ where: { userId }, select: { passwordHash: true } });
  return credential?.passwordHash ?? null;
}

/** Recorded, unlike what is thrown. The name is that of the field in every form that asks. */
export function refuseWrongPassword(): Refusal {
  return refuse("INVALID_CREDENTIALS", { fields: { current_password: "This is not your current password." } });
}
