// Queues mail as a row in the transaction that causes it: a rollback discards the mail, and a commit keeps it. The content
// is encrypted, and can be decrypted only with the id of its row.
import "server-only";
import { randomUUID } from "node:crypto";
import { encryptionKey } from "@/lib/crypto/app-keys";
import { encrypt } from "@/lib/crypto/encrypt";
import type { SystemDb } from "@/lib/db/transaction";
import { log } from "@/lib/observability/log";
import { logAtPowersOfTwo } from "@/lib/observability/log-at-powers-of-two";
import type { RenderedMail } from "./layout";
import type { MailKind } from "./mail-kinds";
import { mailboxHash, recipientHash, sourceHash } from "./recipient-hash";
import { countMails, isAllowedRecipient, isOverLimit, type Addressing } from "./recipient-limits";

export interface OutgoingMail extends RenderedMail {
  to: string;
}

export interface MailOrder {
  kind: MailKind;
  mail: OutgoingMail;
  /** When the mail becomes pointless and its content is wiped; for a link, when the link expires. */
  expiresAt: Date;
  /** The client's IP address in the request that causes the mail. */
  ipAddress: string;
}

/**
 * Queues one mail. Above the recipient's limits, and if MAIL_ONLY_TO does not name the recipient, the mail is dropped and its
 * row only records the drop. The work is the same in all cases, so that the response time reveals none of them.
 * @returns false if the mail was dropped
 */
export async function enqueueMail(db: SystemDb, { kind, mail, expiresAt, ipAddress }: MailOrder): Promise<boolean> {
  const id = randomUUID();
  const addressing = addressingOf(mail, ipAddress);
  const isAllowed = isAllowedRecipient(mail.to);
  const isDropped = isOverLimit(kind, await countMails(db, kind, addressing)) || !isAllowed;
  const ciphertext = encrypt(encryptionKey("outbox"), JSON.stringify(mail), id);
  const content = isDropped ? null : ciphertext;
  await storeMail(db, { id, kind, ...addressing, status: isDropped ? "dropped" : "queued", content, expiresAt });
  if (!isAllowed) logDrop();
  return !isDropped;
}

/** Does the work of queuing a mail without sending one, so that the response time does not reveal whether a mail is sent. */
export async function enqueueDecoy(db: SystemDb, { mail, ipAddress }: Pick<MailOrder, "mail" | "ipAddress">): Promise<void> {
  const id = randomUUID();
  const addressing = addressingOf(mail, ipAddress);
  await countMails(db, "decoy", addressing);
  encrypt(encryptionKey("outbox"), JSON.stringify(mail), id);
  await storeMail(db, { id, kind: "decoy", ...addressing, status: "dropped", content: null, expiresAt: new Date() });
}

/** Counts all such mail together, and never names a recipient. */
export function logDrop(): void {
  logAtPowersOfTwo("mail-only-to", "mail", (count) =>
    log.info("mail dropped, because MAIL_ONLY_TO does not name its recipient", { count }),
  );
}

function addressingOf({ to }: OutgoingMail, ipAddress: string): Addressing {
  return { recipient: recipientHash(to), mailbox: mailboxHash(to), source: sourceHash(ipAddress) };
}

interface MailRow extends Addressing {
  id: string;
  kind: string;
  status: "queued" | "dropped";
  content: Uint8Array<ArrayBuffer> | null;
  expiresAt: Date;
}

/** Uses raw SQL, because a tenant handle refuses queries on this model. */
async function storeMail(
  db: SystemDb,
  { id, kind, recipient, mailbox, source, status, content, expiresAt }: MailRow,
): Promise<void> {
  await db.$executeRaw`
    INSERT INTO outbox_mails (id, kind, recipient_hash, mailbox_hash, source_hash, status, content_ciphertext, expires_at, created_at)
    VALUES (${id}::uuid, ${kind}, ${recipient}, ${mailbox}, ${source}, ${status}::mail_status, ${content}, ${expiresAt}, clock_timestamp())`;
}
