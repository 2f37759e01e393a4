// Mail leaves through a row written in the transaction of its cause: a rollback takes the mail along,
// a commit keeps it whatever happens next. The content is encrypted, bound to its row.
import "server-only";
import { randomUUID } from "node:crypto";
import { encryptionKey, signingKey, verificationKeys } from "@/lib/crypto/app-keys";
import { encrypt } from "@/lib/crypto/encrypt";
import { keyedHash, type Digest } from "@/lib/crypto/hash";
import { lockName } from "@/lib/db/advisory-lock";
import type { SystemDb } from "@/lib/db/transaction";
import { allowance } from "@/lib/rate-limit/limiter";
import { limits } from "@/lib/rate-limit/limits";
import type { RenderedMail } from "./layout";
import { ACCOUNT_KINDS, type MailKind } from "./mail-kinds";

export interface OutgoingMail extends RenderedMail {
  to: string;
}

/**
 * Queues one mail. Over the recipient's daily limits it is dropped, and the drop is counted as a row.
 * @param expiresAt after which sending it would be pointless, and its content is wiped
 * @returns whether it will be sent
 */
export async function enqueueMail(db: SystemDb, kind: MailKind, mail: OutgoingMail, expiresAt: Date): Promise<boolean> {
  const id = randomUUID();
  const recipient = recipientHash(mail.to);
  const dropped = await recipientLimitReached(db, recipient, kind);
  const content = dropped ? null : encrypt(encryptionKey("outbox"), JSON.stringify(mail), id);
  await storeMail(db, { id, kind, recipient, status: dropped ? "dropped" : "queued", content, expiresAt });
  return !dropped;
}

/** Does the work of queuing a mail, for nobody: whether there is somebody to write to must not show in the time. */
export async function enqueueDecoy(db: SystemDb, mail: OutgoingMail): Promise<void> {
  const id = randomUUID();
  const recipient = recipientHash(mail.to);
  await recipientLimitReached(db, recipient, "decoy");
  encrypt(encryptionKey("outbox"), JSON.stringify(mail), id);
  await storeMail(db, { id, kind: "decoy", recipient, status: "dropped", content: null, expiresAt: new Date() });
}

interface MailRow {
  id: string;
  kind: string;
  recipient: Digest;
  status: "queued" | "dropped";
  content: Uint8Array<ArrayBuffer> | null;
  expiresAt: Date;
}

/** Raw, here and below, because a handle that is bound to an organization has no such model. */
async function storeMail(db: SystemDb, { id, kind, recipient, status, content, expiresAt }: MailRow): Promise<void> {
  await db.$executeRaw`
    INSERT INTO outbox_mails (id, kind, recipient_hash, status, content_ciphertext, expires_at, created_at)
    VALUES (${id}::uuid, ${kind}, ${recipient}, ${status}::mail_status, ${content}, ${expiresAt}, clock_timestamp())`;
}

const hashUnder = (key: Uint8Array, address: string) => keyedHash(key, "mail", address);

/** What the outbox knows a recipient by. */
export function recipientHash(address: string): Digest {
  return hashUnder(signingKey("limit-key"), address);
}

/** The same, and by which it did before the key was rotated. */
export function recipientHashes(address: string): Digest[] {
  return verificationKeys("limit-key").map((key) => hashUnder(key, address));
}

/**
 * Counts under a lock on the recipient, so that mails queued at once cannot pass the limit together. What anybody may
 * cause has a lower limit of its own: the rest of the day's mails is for what happens in the account.
 */
async function recipientLimitReached(db: SystemDb, recipient: Digest, kind: MailKind | "decoy"): Promise<boolean> {
  await lockName(db, "mail-recipient", Buffer.from(recipient).toString("hex"));
  const { windowSeconds } = limits.mailPerRecipient;
  const [counts] = await db.$queryRaw<{ all: number; byAnybody: number }[]>`
    SELECT count(*)::int AS "all", (count(*) FILTER (WHERE kind <> ALL(${ACCOUNT_KINDS}::text[])))::int AS "byAnybody" FROM outbox_mails
     WHERE recipient_hash = ${recipient} AND status <> 'dropped'
       AND created_at > now() - make_interval(secs => ${windowSeconds}::int)`;
  const { all, byAnybody } = counts ?? { all: 0, byAnybody: 0 };
  const isOfAccount = (ACCOUNT_KINDS as string[]).includes(kind);
  return all >= allowance(limits.mailPerRecipient) || (!isOfAccount && byAnybody >= allowance(limits.mailByAnybodyPerRecipient));
}
