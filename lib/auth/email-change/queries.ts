// Stores and redeems pending changes of email address. A user has at most one; a newer one replaces it.
import "server-only";
import type { Digest } from "@/lib/crypto/hash";
import { lockNames, lockRows } from "@/lib/db/locks";
import { Prisma } from "@/lib/db/generated/client";
import type { SystemDb } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors/app-error";
import { forgetAddress } from "../forget-address";
import { EMAIL_CHANGE_LIFETIME_MS } from "../lifetimes";

export interface EmailChange {
  userId: string;
  /** The account's email address when the link is opened. */
  oldEmail: string;
  newEmail: string;
}

type Asked = Pick<EmailChange, "userId" | "newEmail">;

export async function storeEmailChange(db: SystemDb, { userId, newEmail }: Asked, tokenHash: Digest): Promise<void> {
  const now = Date.now();
  const fields = { newEmail, tokenHash, createdAt: new Date(now), expiresAt: new Date(now + EMAIL_CHANGE_LIFETIME_MS) };
  await db.emailChange.upsert({
    where: { userId },
    create: { userId, ...fields },
    update: fields,
    select: { userId: true },
  });
}

/** The change behind a mailed link, unless it has expired or its user is suspended. */
export async function findByToken(
  db: SystemDb,
  tokenHash: Digest,
): Promise<(EmailChange & { passwordHash: string | null; passwordVersion: string | null }) | null> {
  const row = await db.emailChange.findFirst({
    where: { tokenHash, expiresAt: { gt: new Date() }, user: { suspendedAt: null } },
    select: {
      userId: true,
      newEmail: true,
      user: { select: { email: true, password: { select: { passwordHash: true, version: true } } } },
    },
  });
  if (!row) return null;
  const { userId, newEmail, user } = row;
  const { passwordHash = null, version: passwordVersion = null } = user.password ?? {};
  return { userId, oldEmail: user.email, newEmail, passwordHash, passwordVersion };
}

export function findPending(db: SystemDb, userId: string) {
  return db.emailChange.findFirst({
    where: { userId, expiresAt: { gt: new Date() } },
    select: { newEmail: true, createdAt: true, expiresAt: true },
  });
}

/**
 * Deletes the pending change, so that its link works once, and gives the user the new address. Locks both addresses, so that
 * a sign-up or invitation for either of them runs entirely before or after.
 * @returns false if the link was used, was replaced or has expired, or if the user is suspended
 * @throws AppError INVALID_LINK if another account has the new address
 */
export async function redeemEmailChange(db: SystemDb, change: EmailChange, tokenHash: Digest): Promise<boolean> {
  const { userId, oldEmail, newEmail } = change;
  await lockNames(db, "email", oldEmail, newEmail);
  const locked = await lockRows(
    db,
    "user",
  )`SELECT 1 FROM users WHERE id = ${userId}::uuid AND email = ${oldEmail} AND suspended_at IS NULL FOR UPDATE`;
  if (locked.length === 0) return false;
  const { count } = await db.emailChange.deleteMany({
    where: { userId, newEmail, tokenHash, expiresAt: { gt: new Date() } },
  });
  if (count === 0) return false;
  await moveTo(db, userId, newEmail);
  return true;
}

/**
 * Changes the address without first checking that it is free, because only the unique index can decide that.
 * @throws AppError INVALID_LINK if another account has the address
 */
async function moveTo(db: SystemDb, userId: string, email: string): Promise<void> {
  try {
    await db.user.update({ where: { id: userId }, data: { email }, select: { id: true } });
  } catch (cause) {
    const isTaken = cause instanceof Prisma.PrismaClientKnownRequestError && cause.code === "P2002";
    throw isTaken ? new AppError("INVALID_LINK", { cause }) : cause;
  }
}

/** Deletes the data of the old address and any pending sign-up for the new one. */
export async function dropLeftovers(db: SystemDb, { userId, oldEmail, newEmail }: EmailChange): Promise<void> {
  await db.signUp.deleteMany({ where: { email: newEmail } });
  await db.passwordReset.deleteMany({ where: { userId } });
  // Accepted invitations follow the user to the new address, so that deleting the account deletes them too. An organization
  // that the user has left must not learn the new address.
  const isMember = { organization: { memberships: { some: { userId } } } };
  await db.invitation.updateMany({
    where: { email: oldEmail, acceptedAt: { not: null }, ...isMember },
    data: { email: newEmail },
  });
  await forgetAddress(db, oldEmail, { keepNotices: true });
}
