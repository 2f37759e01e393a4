// Forgets what is kept by an address rather than by its person, where nobody has an account at it any more: because the
// account ended, or because it moved to another one.
import "server-only";
import type { SystemDb } from "@/lib/db/transaction";
import { recipientHashes } from "@/lib/email/recipient-hash";
import { ACCOUNT_KINDS } from "@/lib/email/mail-kinds";
import { throttleKeysOf } from "./passwords/throttle";

/**
 * Invitations whatever became of them, pending sign-ups, counted failures, and mail that waits. Where the account goes on,
 * its notices are still sent: they tell the owner of a takeover.
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
