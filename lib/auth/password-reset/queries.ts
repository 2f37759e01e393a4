// Reset tokens that come back: looked at, and taken out when used.
import "server-only";
import type { Digest } from "@/lib/crypto/hash";
import { lockRows } from "@/lib/db/locks";
import type { SystemDb } from "@/lib/db/transaction";

/**
 * Whose address it is, locked as by whoever changes the password: a link to a mailbox must not be made while the account
 * moves to another one, and first the person is locked, then the recipient of the mail.
 */
export async function findOwner(db: SystemDb, email: string): Promise<{ id: string } | null> {
  const [user] = await lockRows<{ id: string }>(
    db,
    "user",
  )`SELECT id FROM users WHERE email = ${email} AND suspended_at IS NULL FOR NO KEY UPDATE`;
  return user ?? null;
}

/** Whose link it is, unless it is over or they are suspended. */
export function findReset(db: SystemDb, tokenHash: Digest) {
  return db.passwordReset.findFirst({
    where: { tokenHash, expiresAt: { gt: new Date() }, user: { suspendedAt: null } },
    select: { user: { select: { id: true, email: true, name: true } } },
  });
}

/** Takes the token out, once, and locks its owner; false when it is used, replaced or over. */
export async function redeemReset(db: SystemDb, userId: string, tokenHash: Digest): Promise<boolean> {
  const locked = await lockRows(
    db,
    "user",
  )`SELECT 1 FROM users WHERE id = ${userId}::uuid AND suspended_at IS NULL FOR NO KEY UPDATE`;
  if (locked.length === 0) return false;
  const { count } = await db.passwordReset.deleteMany({ where: { userId, tokenHash, expiresAt: { gt: new Date() } } });
  return count === 1;
}
