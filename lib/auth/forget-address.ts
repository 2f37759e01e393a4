// Deletes the data that is stored by email address instead of by user, after the account has been deleted or has moved to
// another address.
import "server-only";
import type { SystemDb } from "@/lib/db/transaction";
import { recipientHashes } from "@/lib/email/recipient-hash";
import { ACCOUNT_KINDS } from "@/lib/email/mail-kinds";
import { throttleKeysOf } from "./passwords/throttle";

/**
 * Deletes invitations in any state, pending sign-ups, the strangers' failure count and queued mail. `keepNotices` is for an
 * account that still exists: it keeps the notices that warn the owner of a takeover.
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
