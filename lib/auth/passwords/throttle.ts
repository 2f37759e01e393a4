// Throttles password guessing without locking anyone out (OWASP Authentication Cheat Sheet). The fifth failure in a row
// causes a wait, which each further failure doubles, up to 15 minutes. One conditional statement counts each attempt as a
// failure before it is verified, so that concurrent guesses cannot pass together. Whether an address has an account makes no
// difference.
import "server-only";
import type { RequestFacts } from "@/lib/access/actor";
import { signingKey, verificationKeys } from "@/lib/crypto/app-keys";
import { keyedHash, type Digest } from "@/lib/crypto/hash";
import type { SystemDb } from "@/lib/db/transaction";
import { knownDevice, type Credential } from "./known-device";

const FREE_FAILURES = 5;
const FIRST_WAIT_SECONDS = 10;
const MAX_WAIT_SECONDS = 900;
export const THROTTLE_MEMORY_HOURS = 24;
/** A user who only forgot their password rarely gets this far. */
const REPORTED_FAILURES = 10;
export const MAX_LINK_FAILURES = 10;

/**
 * Each guesser has its own failure count: a browser that the account knows, a session in an unknown browser, a mailed link,
 * or all strangers (anyone else) together. So strangers do not slow down a signed-in owner, and a stolen session does not
 * slow down the owner's known browser.
 */
export type Guesser = { kind: "device" | "session" | "link"; id: string } | { kind: "stranger"; id: null };

export const STRANGER: Guesser = { kind: "stranger", id: null };

/** @param session a session of the account itself; null at sign-in, where the request's session may be another account's */
export function guesserOf(credential: Credential, { deviceCookie }: RequestFacts, session: { id: string } | null): Guesser {
  const device = knownDevice(credential, deviceCookie);
  if (device !== null) return { kind: "device", id: device };
  return session === null ? STRANGER : { kind: "session", id: session.id };
}

function hashUnder(key: Uint8Array, email: string, guesser: Guesser): Digest {
  return guesser.kind === "stranger" ? keyedHash(key, "email", email) : keyedHash(key, guesser.kind, email, guesser.id);
}

export function throttleKey(email: string, guesser: Guesser): Digest {
  return hashUnder(signingKey("throttle-key"), email, guesser);
}

/** The keys of the strangers' failure count for an email address, under the current and the previous signing key. */
export function throttleKeysOf(email: string): Digest[] {
  return verificationKeys("throttle-key").map((key) => hashUnder(key, email, STRANGER));
}

export interface Attempt {
  /** Seconds to wait; 0 if the attempt may proceed. */
  waitSeconds: number;
  /** Failures in a row, including this one; 0 if the attempt must wait. */
  failures: number;
}

/** Counts one attempt, unless the attempt must wait. */
export async function countAttempt(db: SystemDb, key: Digest): Promise<Attempt> {
  const [counted] = await db.$queryRaw<{ failures: number }[]>`
    INSERT INTO sign_in_throttles AS t (key_hash, failures, updated_at) VALUES (${key}, 1, now())
    ON CONFLICT (key_hash) DO UPDATE SET
      failures = CASE WHEN t.updated_at < now() - make_interval(hours => ${THROTTLE_MEMORY_HOURS}::int) THEN 1
                      ELSE t.failures + 1 END,
      blocked_until = CASE
        WHEN t.updated_at < now() - make_interval(hours => ${THROTTLE_MEMORY_HOURS}::int)
          OR t.failures + 1 < ${FREE_FAILURES}::int THEN NULL
        ELSE now() + make_interval(secs => least(${MAX_WAIT_SECONDS}::float8,
               ${FIRST_WAIT_SECONDS}::float8 * power(2, least(t.failures + 1 - ${FREE_FAILURES}::int, 20)))) END,
      updated_at = now()
    WHERE t.blocked_until IS NULL OR t.blocked_until <= now()
    RETURNING failures`;
  if (counted) return { waitSeconds: 0, failures: counted.failures };
  const row = await db.signInThrottle.findUnique({ where: { keyHash: key }, select: { blockedUntil: true } });
  const waitSeconds = Math.max(1, Math.ceil(((row?.blockedUntil?.getTime() ?? 0) - Date.now()) / 1000));
  return { waitSeconds, failures: 0 };
}

/** Whether to notify the owner of this failure, once per series of failures. */
export function isReported(failures: number): boolean {
  return failures === REPORTED_FAILURES;
}

export async function resetAttempts(db: SystemDb, key: Digest): Promise<void> {
  await db.signInThrottle.deleteMany({ where: { keyHash: key } });
}
