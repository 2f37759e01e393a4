// Reads queued mail as the mail queue would: decrypted, newest last.
import { decryptionKeys } from "@/lib/crypto/app-keys";
import { decrypt } from "@/lib/crypto/encrypt";
import { inSystemTransaction } from "@/lib/db/transaction";
import type { OutgoingMail } from "@/lib/email/enqueue-mail";
import { mailboxHash, recipientHash } from "@/lib/email/recipient-hash";
import { limits } from "@/lib/rate-limit/limits";

export async function queuedMails(to: string): Promise<(OutgoingMail & { kind: string })[]> {
  const rows = await inSystemTransaction((db) =>
    db.outboxMail.findMany({
      where: { recipientHash: recipientHash(to), contentCiphertext: { not: null } },
      orderBy: { createdAt: "asc" },
    }),
  );
  return rows.map((row) => {
    const content = decrypt(decryptionKeys("outbox"), row.contentCiphertext ?? new Uint8Array(), row.id);
    return { kind: row.kind, ...(JSON.parse(content) as OutgoingMail) };
  });
}

/** Uses up the recipient's daily limit with mail of a kind. */
export async function fillMailbox(to: string, kind = "test"): Promise<void> {
  const addressing = { recipientHash: recipientHash(to), mailboxHash: mailboxHash(to) };
  const mail = { kind, ...addressing, status: "delivered" as const, expiresAt: new Date(Date.now() + 60_000) };
  await inSystemTransaction((db) =>
    db.outboxMail.createMany({ data: Array.from({ length: limits.mailPerRecipient.max as number }, () => mail) }),
  );
}

export function countDropped(to: string): Promise<number> {
  return inSystemTransaction((db) =>
    db.outboxMail.count({ where: { recipientHash: recipientHash(to), status: "dropped" } }),
  );
}

/** The token in the last mail queued for an address. */
export async function mailedToken(to: string): Promise<string> {
  const text = (await queuedMails(to)).at(-1)?.text ?? "";
  const token = /\?token=([A-Za-z0-9_-]{43})/.exec(text)?.[1];
  if (!token) throw new Error(`no token was mailed to ${to}`);
  return token;
}
