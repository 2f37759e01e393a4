// Sends queued mail and wipes the content of expired mail. Claiming a row postpones its next attempt, so no two drains send
// the same row, and a row whose process dies becomes due again. Only a failed send counts as an attempt, and no mail is
// given up while the transport fails.
import "server-only";
import { decryptionKeys } from "@/lib/crypto/app-keys";
import { decrypt } from "@/lib/crypto/encrypt";
import { inSystemTransaction } from "@/lib/db/transaction";
import { log } from "@/lib/observability/log";
import { scrub } from "@/lib/observability/scrub";
import { faultOf, PERMANENT, type DeliveryFault } from "./delivery-fault";
import { logDrop, type OutgoingMail } from "./enqueue-mail";
import { isAllowedRecipient } from "./recipient-limits";
import { sendMail } from "./transport";
import { wipeExpired } from "./wipe-expired";

const WIPED_AT_ONCE = 500;
/** Longer than the slowest delivery, in which every step takes until its timeout. */
export const CLAIM_SECONDS = 120;
const MAX_ATTEMPTS = 12;
/** After this many claims without an outcome a mail is given up, because the mail itself may crash the process. */
const MAX_CLAIMS = 12;
const MAX_BACKOFF_SECONDS = { transport: 300, mail: 3_600 };

interface ClaimedMail {
  id: string;
  kind: string;
  status: "queued" | "dead";
  claims: number;
  attempts: number;
  content: Uint8Array;
}

/** Seconds until the next attempt: 15, 30, 60 … up to an hour, or up to five minutes if the transport failed. */
export function backoffSeconds(failures: number, scope: DeliveryFault["scope"]): number {
  return Math.min(15 * 2 ** (failures - 1), MAX_BACKOFF_SECONDS[scope]);
}

/**
 * Sends due mail until none is left, the deadline passes, or the transport fails. A fault that the server reported in reply
 * to `RCPT TO` or `DATA` may concern that mail only, so the drain then stops only if the next mail fails in the transport
 * too.
 * @returns the number of messages delivered
 */
export async function drainOutbox(deadline: Date): Promise<number> {
  let delivered = 0;
  let faultsInARow = 0;
  while (new Date() < deadline) {
    const mail = await claimNext();
    if (!mail) break;
    const fault = mail.status === "dead" ? await abandon(mail) : await deliver(mail);
    if (fault === null) delivered += 1;
    faultsInARow = fault?.scope === "transport" ? faultsInARow + 1 : 0;
    if (faultsInARow > 0 && (faultsInARow > 1 || !fault?.isAnswer)) break;
  }
  return delivered;
}

/** Claims one mail, so that a crash affects only the mail being sent. Wipes expired content in the same transaction. */
function claimNext(): Promise<ClaimedMail | undefined> {
  return inSystemTransaction(async (db) => {
    await wipeExpired(db, WIPED_AT_ONCE);
    const [claimed] = await db.$queryRaw<ClaimedMail[]>`
      UPDATE outbox_mails
         SET claims = claims + 1, next_attempt_at = now() + make_interval(secs => ${CLAIM_SECONDS}::int),
             status = (CASE WHEN claims >= ${MAX_CLAIMS}::int THEN 'dead' ELSE 'queued' END)::mail_status
       WHERE id = (
         SELECT id FROM outbox_mails
          WHERE status = 'queued' AND next_attempt_at <= now() AND expires_at > now()
          ORDER BY next_attempt_at LIMIT 1 FOR UPDATE SKIP LOCKED)
      RETURNING id, kind, status::text AS status, claims, attempts, content_ciphertext AS content`;
    return claimed;
  });
}

/** @returns why the mail was not delivered, or null if it was */
async function deliver(mail: ClaimedMail): Promise<DeliveryFault | null> {
  try {
    const content = JSON.parse(decrypt(decryptionKeys("outbox"), mail.content, mail.id)) as OutgoingMail;
    // Queued before MAIL_ONLY_TO was set, or in another database of which this one is a copy.
    if (!isAllowedRecipient(content.to)) return await drop(mail);
    await sendMail(mail.id, content);
  } catch (error) {
    const fault = faultOf(error);
    log.warn("mail not delivered", { mail_id: mail.id, mail_kind: mail.kind, count: mail.attempts + 1, error });
    await putBack(mail, fault, error);
    return fault;
  }
  await inSystemTransaction(
    (db) => db.$executeRaw`
    UPDATE outbox_mails SET status = 'delivered', delivered_at = now(), content_ciphertext = NULL, last_error = NULL, last_fault = NULL
     WHERE id = ${mail.id}::uuid`,
  );
  return null;
}

async function drop({ id }: ClaimedMail): Promise<DeliveryFault> {
  logDrop();
  await inSystemTransaction(
    (db) => db.$executeRaw`
    UPDATE outbox_mails SET status = 'dropped', content_ciphertext = NULL WHERE id = ${id}::uuid`,
  );
  return PERMANENT;
}

async function putBack(mail: ClaimedMail, { scope, isPermanent }: DeliveryFault, error: unknown): Promise<void> {
  const reason = scrub(error instanceof Error ? error.message : String(error)).slice(0, 300);
  const attempts = mail.attempts + 1;
  const isDead = isPermanent || (scope === "mail" && attempts >= MAX_ATTEMPTS);
  await inSystemTransaction(
    (db) => db.$executeRaw`
    UPDATE outbox_mails
       SET status = (CASE WHEN ${isDead} THEN 'dead' ELSE 'queued' END)::mail_status,
           claims = 0, attempts = ${attempts}::int, last_error = ${reason}, last_fault = ${scope}::mail_fault,
           next_attempt_at = now() + make_interval(secs => ${backoffSeconds(attempts, scope)}::int)
     WHERE id = ${mail.id}::uuid AND status = 'queued' AND claims = ${mail.claims}::int AND attempts = ${mail.attempts}::int`,
  );
}

async function abandon({ id, kind, claims }: ClaimedMail): Promise<DeliveryFault> {
  log.error("mail given up: every process that claimed it stopped before reporting a result", {
    mail_id: id,
    mail_kind: kind,
    count: claims,
  });
  await inSystemTransaction(
    (db) => db.$executeRaw`
    UPDATE outbox_mails SET last_error = 'Every process that claimed it stopped before reporting a result.', last_fault = 'mail' WHERE id = ${id}::uuid`,
  );
  return PERMANENT;
}
