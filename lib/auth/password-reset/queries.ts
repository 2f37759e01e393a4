// Finds and redeems password reset tokens.
import "server-only";
import type { Digest } from "@/lib/crypto/hash";
import { lockRows } from "@/lib/db/locks";
import type { SystemDb } from "@/lib/db/transaction";

/**
 * Finds the user who has the email address. Locks the user, so that no link is created while the account moves to another
 * address. In the lock order, the user precedes the recipient's mailbox.
 */
export async function findOwner(db: SystemDb, email: string): Promise<{ id: string } | null> {
  const [user] = await lockRows<{ id: string }>(
    db,
    "user",
  )`SELECT id FROM users WHERE email = ${email} AND suspended_at IS NULL FOR NO KEY UPDATE`;
  return user ?? null;
}

/** The user of a reset link, unless the link has expired or the user is suspended. */
export function findReset(db: SystemDb, tokenHash: Digest) {
  return db.passwordReset.findFirst({
    where: { tokenHash, expiresAt: { gt: new Date() }, user: { suspendedAt: null } },
    select: { user: { select: { id: true, email: true, name: true } } },
  });
}

/**
 * Locks the user and deletes the token, so that the link works once. Returns false if the token was used, was replaced or
 * has expired, or if the user is suspended.
 */
export async function redeemReset(db: SystemDb, userId: string, tokenHash: Digest): Promise<boolean> {
  const locked = await lockRows(
    db,
    "user",
  )`SELECT 1 FROM users WHERE id = ${userId}::uuid AND suspended_at IS NULL FOR NO KEY UPDATE`;
  if (locked.length === 0) return false;
  const { count } = await db.passwordReset.deleteMany({ where: { userId, tokenHash, expiresAt: { gt: new Date() } } });
  return count === 1;
}
