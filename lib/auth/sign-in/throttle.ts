// Slows guessing down without locking anybody out (OWASP Authentication Cheat Sheet): from the fifth failure
// in a row the wait doubles, up to 15 minutes. An attempt counts as a failure before it is judged, in one
// conditional statement, so guesses made at once cannot pass together. Existing or not, an address counts alike.
import "server-only";
import { signingKey, verificationKeys } from "@/lib/crypto/app-keys";
import { keyedHash, type Digest } from "@/lib/crypto/hash";
import type { SystemDb } from "@/lib/db/transaction";

const FREE_FAILURES = 5;
const FIRST_WAIT_SECONDS = 10;
const MAX_WAIT_SECONDS = 900;
export const THROTTLE_MEMORY_HOURS = 24;

const hashUnder = (key: Uint8Array, email: string, deviceId: string | null) =>
  keyedHash(key, ...(deviceId === null ? ["email", email] : ["device", email, deviceId]));

/** Attempts from a known browser are counted under its id, all others under the address. */
export function throttleKey(email: string, deviceId: string | null): Digest {
  return hashUnder(signingKey("throttle-key"), email, deviceId);
}

/** What attempts at an address are counted under, and were before the key was rotated. */
export function throttleKeysOf(email: string): Digest[] {
  return verificationKeys("throttle-key").map((key) => hashUnder(key, email, null));
}

/**
 * Counts one attempt, if none is due to wait.
 * @returns 0 when the attempt may go on, else the whole seconds to wait
 */
export async function countAttempt(db: SystemDb, key: Digest): Promise<number> {
  const counted = await db.$executeRaw`
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
    WHERE t.blocked_until IS NULL OR t.blocked_until <= now()`;
  if (counted > 0) return 0;
  const row = await db.signInThrottle.findUnique({ where: { keyHash: key }, select: { blockedUntil: true } });
  return Math.max(1, Math.ceil(((row?.blockedUntil?.getTime() ?? 0) - Date.now()) / 1000));
}

export async function resetAttempts(db: SystemDb, key: Digest): Promise<void> {
  await db.signInThrottle.deleteMany({ where: { keyHash: key } });
}
