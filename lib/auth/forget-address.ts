// Deletes data kept by address rather than by user, once no account has the address: the account was deleted or moved to
// another one.
import "server-only";
import type { SystemDb } from "@/lib/db/transaction";
import { recipientHashes } from "@/lib/email/recipient-hash";
import { ACCOUNT_KINDS } from "@/lib/email/mail-kinds";
import { throttleKeysOf } from "./passwords/throttle";

/**
 * Invitations in any state, pending sign-ups, failure counts and queued mail. If the account still exists, its notices are
 * still sent, because they warn its owner of a takeover.
 */
export async function forgetAddress(db: SystemDb, email: string, { keepNotices }: { keepNotices: boolean }): Promise<void> {
  await db.invitation.deleteMany({ where: { email } });
  await db.signUp.deleteMany({ where: { email } });
  await db.signInThrottle.deleteMany({ where: { keyHash: { in: throttleKeysOf(email) } } });
  const kept = keepNotices ? ACCOUNT_KINDS : [];
  await db.outboxMail.deleteMany({
    where: { recipientHash: { in: recipientHashes(email) }, contentCiphertext: { not: null }, kind: { notIn: kept } },
  });
}
