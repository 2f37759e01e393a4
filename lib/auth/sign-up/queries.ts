// Stores and redeems pending sign-ups. Locks the email address while an account may be created for it.
import "server-only";
import { lockNames, lockRows } from "@/lib/db/locks";
import type { SystemDb } from "@/lib/db/transaction";
import type { Digest } from "@/lib/crypto/hash";
import { VERIFICATION_LIFETIME_MS } from "../lifetimes";

export interface NewSignUp {
  email: string;
  name: string;
  organizationName: string | null;
  passwordHash: string;
  passwordSelector: number;
  tokenHash: Digest;
  flowHash: Digest;
}

function expiry(): Date {
  return new Date(Date.now() + VERIFICATION_LIFETIME_MS);
}

/**
 * Stores a sign-up. Replaces an earlier one of the same browser, whose link works until a new link is mailed. Stores it
 * even if the address has an account: the link is then never sent, but signing in with the sign-up's password must return
 * EMAIL_NOT_VERIFIED, as for any other address.
 */
export async function storeSignUp(
  db: SystemDb,
  { email, flowHash, tokenHash, ...rest }: NewSignUp,
): Promise<{ id: string; isFree: boolean }> {
  await lockNames(db, "email", email);
  const user = await db.user.findUnique({ where: { email }, select: { id: true } });
  const fields = { ...rest, createdAt: new Date() };
  const { id } = await db.signUp.upsert({
    where: { email_flowHash: { email, flowHash } },
    create: { email, flowHash, tokenHash, expiresAt: expiry(), ...fields },
    update: fields,
    select: { id: true },
  });
  return { id, isFree: user === null };
}

/** A pending sign-up by its mailed token, unless it has expired. */
export function findByToken(db: SystemDb, tokenHash: Digest) {
  return db.signUp.findFirst({
    where: { tokenHash, expiresAt: { gt: new Date() } },
    select: { id: true, email: true, name: true, passwordHash: true, flowHash: true },
  });
}

/**
 * The id of the sign-up to verify: this browser's, or else the newest for the address. Null if the address has an account.
 */
export async function findWaiting(db: SystemDb, email: string, flowHash: Digest | null): Promise<string | null> {
  const [row] = await lockRows<{ id: string }>(db, "signUp")`
      SELECT id FROM sign_ups
       WHERE email = ${email} AND expires_at > now() AND NOT EXISTS (SELECT 1 FROM users WHERE email = ${email})
       ORDER BY (flow_hash = ${flowHash}) DESC NULLS LAST, created_at DESC LIMIT 1 FOR UPDATE`;
  return row?.id ?? null;
}

/** Gives a pending sign-up a new token, which invalidates the earlier link. */
export async function rotateToken(db: SystemDb, id: string, tokenHash: Digest): Promise<void> {
  await db.signUp.update({ where: { id }, data: { tokenHash, expiresAt: expiry() }, select: { id: true } });
}

/**
 * Deletes the pending sign-up, so that its link works once. Returns null if the link was used, was replaced or has expired,
 * or if the address has an account.
 */
export async function redeemSignUp(db: SystemDb, email: string, tokenHash: Digest) {
  await lockNames(db, "email", email);
  const [row] = await db.$queryRaw<{ name: string; organizationName: string | null; passwordHash: string }[]>`
    DELETE FROM sign_ups
     WHERE token_hash = ${tokenHash} AND expires_at > now() AND NOT EXISTS (SELECT 1 FROM users WHERE email = ${email})
    RETURNING name, organization_name AS "organizationName", password_hash AS "passwordHash"`;
  if (row) await db.signUp.deleteMany({ where: { email } });
  return row ?? null;
}
