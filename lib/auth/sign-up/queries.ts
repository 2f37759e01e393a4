// Rows of pending sign-ups. The address is locked where an account may come into being meanwhile.
import "server-only";
import { lockName } from "@/lib/db/advisory-lock";
import type { SystemDb } from "@/lib/db/transaction";
import type { Digest } from "@/lib/crypto/hash";
import { VERIFICATION_LIFETIME_MS } from "../mails";

export interface NewSignUp {
  email: string;
  name: string;
  organizationName: string | null;
  passwordHash: string;
  tokenHash: Digest;
  flowHash: Digest;
}

function expiry(): Date {
  return new Date(Date.now() + VERIFICATION_LIFETIME_MS);
}

/** Stores it, in place of an earlier one of the same browser; false when the address has an account. */
export async function storeSignUp(db: SystemDb, { email, flowHash, ...rest }: NewSignUp): Promise<boolean> {
  await lockName(db, "email", email);
  const user = await db.user.findUnique({ where: { email }, select: { id: true } });
  if (user) return false;
  const fields = { ...rest, createdAt: new Date(), expiresAt: expiry() };
  await db.signUp.upsert({
    where: { email_flowHash: { email, flowHash } },
    create: { email, flowHash, ...fields },
    update: fields,
    select: { id: true },
  });
  return true;
}

/** A pending sign-up by its mailed token, unless it is over. */
export function findByToken(db: SystemDb, tokenHash: Digest) {
  return db.signUp.findFirst({
    where: { tokenHash, expiresAt: { gt: new Date() } },
    select: { id: true, email: true, name: true, passwordHash: true, flowHash: true },
  });
}

/**
 * Gives the pending sign-up of this browser, else the newest of the address, a new token;
 * the one mailed before is worthless from then on.
 * @returns whether there was one
 */
export async function rotateToken(db: SystemDb, email: string, flowHash: Digest | null, tokenHash: Digest) {
  const rotated = await db.$executeRaw`
    UPDATE sign_ups SET token_hash = ${tokenHash}, expires_at = ${expiry()}
     WHERE id = (SELECT id FROM sign_ups WHERE email = ${email} AND expires_at > now()
                  ORDER BY (flow_hash = ${flowHash}) DESC NULLS LAST, created_at DESC LIMIT 1 FOR UPDATE)`;
  return rotated > 0;
}

/** Takes the pending sign-up out, once; null when it is used, replaced or over. */
export async function redeemSignUp(db: SystemDb, email: string, tokenHash: Digest) {
  await lockName(db, "email", email);
  const [row] = await db.$queryRaw<{ name: string; organizationName: string | null; passwordHash: string }[]>`
    DELETE FROM sign_ups WHERE token_hash = ${tokenHash} AND expires_at > now()
    RETURNING name, organization_name AS "organizationName", password_hash AS "passwordHash"`;
  if (row) await db.signUp.deleteMany({ where: { email } });
  return row ?? null;
}
