// Finds, locks and stores the identities of users at other providers, and the states that have been used.
import "server-only";
import { CLOCK_SKEW_SECONDS } from "@/lib/crypto/jwt";
import { lockRows } from "@/lib/db/locks";
import { Prisma } from "@/lib/db/generated/client";
import type { SystemDb } from "@/lib/db/transaction";
import type { OauthState } from "./state";
import type { ProvedIdentity } from "./verify-id-token";

type Key = Pick<ProvedIdentity, "provider" | "subject">;

export interface Account {
  id: string;
  email: string;
  name: string;
  isSystemAdmin: boolean;
  isSuspended: boolean;
}

const COLUMNS = Prisma.sql`u.id, u.email, u.name, u.is_system_admin AS "isSystemAdmin", u.suspended_at IS NOT NULL AS "isSuspended"`;

/** Returns false if the state was used before. */
export async function consumeState(db: SystemDb, { jti, exp }: OauthState): Promise<boolean> {
  // Kept as long as the state could be verified.
  const data = [{ id: jti, expiresAt: new Date((exp + CLOCK_SKEW_SECONDS) * 1000) }];
  return (await db.usedOauthState.createMany({ data, skipDuplicates: true })).count === 1;
}

/** Locks the user with this identity, and the identity, which therefore cannot be unlinked meanwhile. */
export async function lockByIdentity(db: SystemDb, { provider, subject }: Key): Promise<Account | null> {
  const [account] = await lockRows<Account>(db, "user")`
    SELECT ${COLUMNS} FROM identities i JOIN users u ON u.id = i.user_id
     WHERE i.provider = ${provider} AND i.subject = ${subject} FOR NO KEY UPDATE OF u, i`;
  return account ?? null;
}

export async function lockByEmail(db: SystemDb, email: string): Promise<(Account & { linksByAddress: boolean }) | null> {
  const [account] = await lockRows<Account & { linksByAddress: boolean }>(db, "user")`
    SELECT ${COLUMNS}, u.links_by_address AS "linksByAddress" FROM users u WHERE u.email = ${email} FOR NO KEY UPDATE`;
  return account ?? null;
}

/**
 * Locks the organizations of the account with the identity's address if the account has unconfirmed identities. This waits
 * for invitations and API keys that are being created there.
 * @returns the ids of the organizations
 */
export async function lockOrganizationsOfClaimed(
  db: SystemDb,
  { provider, subject, email }: ProvedIdentity,
): Promise<string[]> {
  const rows = await lockRows<{ id: string }>(db, "organization")`
    SELECT id FROM organizations
     WHERE id IN (SELECT m.organization_id FROM memberships m JOIN users u ON u.id = m.user_id
                   WHERE u.email = ${email}
                     AND EXISTS (SELECT 1 FROM identities i WHERE i.user_id = u.id AND NOT i.is_confirmed))
       AND NOT EXISTS (SELECT 1 FROM identities WHERE provider = ${provider} AND subject = ${subject})
     ORDER BY id FOR UPDATE`;
  return rows.map(({ id }) => id);
}

/** Whether the identity is linked to any user. */
export async function isLinked(db: SystemDb, { provider, subject }: Key): Promise<boolean> {
  return (await db.identity.count({ where: { provider, subject } })) === 1;
}

/** The account that a sign-in with the identity concerns, for the audit log. */
export async function findAccountId(db: SystemDb, { provider, subject, email }: ProvedIdentity): Promise<string | null> {
  const [row] = await db.$queryRaw<{ id: string }[]>`
    SELECT coalesce(
      (SELECT user_id FROM identities WHERE provider = ${provider} AND subject = ${subject}),
      (SELECT id FROM users WHERE email = ${email})) AS id`;
  return row?.id ?? null;
}

/** Returns false if the identity is another user's, or the user has another identity at this provider. */
export async function storeIdentity(
  db: SystemDb,
  userId: string,
  { provider, subject, email }: ProvedIdentity,
  isConfirmed: boolean,
): Promise<boolean> {
  const data = [{ provider, subject, userId, email, isConfirmed }];
  return (await db.identity.createMany({ data, skipDuplicates: true })).count === 1;
}

/** @param confirms whether the provider is the authority for the user's address by now */
export async function touchIdentity(db: SystemDb, { provider, subject }: Key, confirms = false): Promise<void> {
  const data = { lastUsedAt: new Date(), ...(confirms && { isConfirmed: true }) };
  await db.identity.updateMany({ where: { provider, subject }, data });
}

/** Whether the user has this identity. Reliable only while their row is locked. */
export async function hasIdentity(db: SystemDb, userId: string, { provider, subject }: Key): Promise<boolean> {
  return (await db.identity.count({ where: { provider, subject, userId } })) === 1;
}

export async function confirmIdentities(db: SystemDb, userId: string): Promise<void> {
  await db.identity.updateMany({ where: { userId, isConfirmed: false }, data: { isConfirmed: true } });
}

/** @returns the providers of the identities that were deleted */
export async function deleteIdentities(db: SystemDb, userId: string, which: "all" | "unconfirmed"): Promise<string[]> {
  const rows = await db.$queryRaw<{ provider: string }[]>`
    DELETE FROM identities WHERE user_id = ${userId}::uuid AND (${which} = 'all' OR NOT is_confirmed) RETURNING provider`;
  return rows.map(({ provider }) => provider);
}

/** For callers that hold the lock of the user's row. */
export async function setLinksByAddress(db: SystemDb, id: string, linksByAddress: boolean): Promise<void> {
  await db.user.updateMany({ where: { id }, data: { linksByAddress } });
}

/**
 * Call this before the user unlinks an identity. An unconfirmed identity changes nothing, because its user may be an earlier
 * owner of the mailbox, who must not keep out the next one.
 */
export async function forbidLinkByAddress(db: SystemDb, id: string, provider: string): Promise<void> {
  const where = { id, identities: { some: { provider, isConfirmed: true } } };
  await db.user.updateMany({ where, data: { linksByAddress: false } });
}

/**
 * Whether the user has more than an address that a provider once verified: a password, which took a mailed link, or a
 * confirmed identity. Reliable only while their row is locked.
 */
export async function isConfirmedUser(db: SystemDb, userId: string): Promise<boolean> {
  if (await hasPassword(db, userId)) return true;
  return (await db.identity.count({ where: { userId, isConfirmed: true }, take: 1 })) > 0;
}

export async function hasPassword(db: SystemDb, userId: string): Promise<boolean> {
  return (await db.passwordCredential.count({ where: { userId } })) === 1;
}
