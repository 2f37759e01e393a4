// Finds and redeems password reset tokens.
import "server-only";
import type { Digest } from "@/lib/crypto/hash";
import { lockRows } from "@/lib/db/locks";
import type { SystemDb } from "@/lib/db/transaction";

/**
 * The owner of an address. Takes the same lock as a change of password, so that no link is made while the account moves to
 * another address. The lock order is first the user, then the recipient of the mail.
 */
export async function findOwner(db: SystemDb, email: string): Promise<{ id: string } | null> {
  const [user] = await lockRows<{ id: string }>(
    db,
    "user",
  )`SELECT id FROM users WHERE email = ${email} AND suspended_at IS NULL FOR NO KEY UPDATE`;
  return user ?? null;
}

/** The owner of a link, unless it has expired or they are suspended. */
export function findReset(db: SystemDb, tokenHash: Digest) {
  return db.passwordReset.findFirst({
    where: { tokenHash, expiresAt: { gt: new Date() }, user: { suspendedAt: null } },
    select: { user: { select: { id: true, email: true, name: true } } },
  });
}

/** Deletes the token, once, and locks its owner. Returns false if it was used, was replaced or has expired. */
export async function redeemReset(db: SystemDb, userId: string, tokenHash: Digest): Promise<boolean> {
  const locked = await lockRows(
    db,
    "user",
  )`SELECT 1 FROM users WHERE id = ${userId}::uuid AND suspended_at IS NULL FOR NO KEY UPDATE`;
  if (locked.length === 0) return false;
  const { count } = await db.passwordReset.deleteMany({ where: { userId, tokenHash, expiresAt: { gt: new Date() } } });
  return count === 1;
}
