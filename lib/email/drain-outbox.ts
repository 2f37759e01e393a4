// Sends what is due, and wipes what is too late. A row is claimed by moving its next attempt ahead, in a committed
// transaction: a process that dies between claim and send loses nothing, its rows come due again. Two drains never claim
// one row.
import "server-only";
import { decryptionKeys } from "@/lib/crypto/app-keys";
import { decrypt } from "@/lib/crypto/encrypt";
import { inSystemTransaction } from "@/lib/db/transaction";
import { log } from "@/lib/observability/log";
import { scrub } from "@/lib/observability/scrub";
import type { OutgoingMail } from "./enqueue-mail";
import { sendMail } from "./transport";
import { wipeExpired } from "./wipe-expired";

const BATCH = 5;
const WIPED_AT_ONCE = 500;
/** Longer than a whole batch takes when every mail runs into its deadlines. */
export const CLAIM_SECONDS = 180;
const MAX_ATTEMPTS = 12;
const MAX_BACKOFF_SECONDS = 3_600;

interface ClaimedMail {
  id: string;
  kind: string;
  attempts: number;
  content: Uint8Array;
}

/** Seconds until attempt number `attempts` + 1: 15, 30, 60 … up to an hour. */
export function backoffSeconds(attempts: number): number {
  return Math.min(15 * 2 ** (attempts - 1), MAX_BACKOFF_SECONDS);
}

/**
 * Sends due mails until none is left or the deadline is over.
 * @returns how many were delivered
 */
export async function drainOutbox(deadline: Date): Promise<number> {
  let delivered = 0;
  while (new Date() < deadline) {
    const batch = await claimBatch();
    if (batch.length === 0) break;
    for (const mail of batch) {
      // What the time does not suffice for comes due again when its claim runs out.
      if (new Date() >= deadline) break;
      if (await deliver(mail)) delivered += 1;
    }
  }
  return delivered;
}

/** Wipes in the same transaction: this is what follows every request that wrote. */
function claimBatch(): Promise<ClaimedMail[]> {
  return inSystemTransaction(async (db) => {
    await wipeExpired(db, WIPED_AT_ONCE);
    return db.$queryRaw<ClaimedMail[]>`
      UPDATE outbox_mails
         SET attempts = attempts + 1, next_attempt_at = now() + make_interval(secs => ${CLAIM_SECONDS}::int)
       WHERE id IN (
         SELECT id FROM outbox_mails
          WHERE status = 'queued' AND next_attempt_at <= now() AND expires_at > now()
          ORDER BY next_attempt_at LIMIT ${BATCH}::int FOR UPDATE SKIP LOCKED)
      RETURNING id, kind, attempts, content_ciphertext AS content`;
  });
}

async function deliver(mail: ClaimedMail): Promise<boolean> {
  try {
    const content = JSON.parse(decrypt(decryptionKeys("outbox"), mail.content, mail.id)) as OutgoingMail;
    await sendMail(mail.id, content);
  } catch (error) {
    log.warn("mail not delivered", { mail_id: mail.id, mail_kind: mail.kind, count: mail.attempts, error });
    await putBack(mail, error);
    return false;
  }
  await inSystemTransaction((db) => db.$executeRaw`
    UPDATE outbox_mails SET status = 'delivered', delivered_at = now(), content_ciphertext = NULL, last_error = NULL
     WHERE id = ${mail.id}::uuid`);
  return true;
}

async function putBack(mail: ClaimedMail, error: unknown): Promise<void> {
  const reason = scrub(error instanceof Error ? error.message : String(error)).slice(0, 300);
  const dead = mail.attempts >= MAX_ATTEMPTS;
  await inSystemTransaction((db) => db.$executeRaw`
    UPDATE outbox_mails
       SET status = (CASE WHEN ${dead} THEN 'dead' ELSE 'queued' END)::mail_status, last_error = ${reason},
           next_attempt_at = now() + make_interval(secs => ${backoffSeconds(mail.attempts)}::int)
     WHERE id = ${mail.id}::uuid AND status = 'queued' AND attempts = ${mail.attempts}::int`);
}
