// Reads the actor again inside the transaction of a write, under a lock that every change of the actor's rights also takes.
// The rights may have changed since the request arrived. Under the lock, they cannot change until the transaction ends.
import "server-only";
import { forStrength, lockRows, type LockStrength } from "@/lib/db/locks";
import { LOCKED_TOO_LITTLE } from "@/lib/db/run-again";
import type { SystemDb, TenantDb } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors/app-error";
import { userIdOf, type MemberActor, type OrganizationActor, type UserActor } from "./actor";
import type { OrganizationRole } from "./roles";

/**
 * How strongly a member's write locks the row of the organization. KEY SHARE allows other writes of members. NO KEY UPDATE
 * allows only one such write at a time, for a write that counts rows. UPDATE excludes all other writes, for changes of
 * memberships, suspension and deletion.
 */
export type OrganizationLock = LockStrength;

/** How a user's write locks the row of that user. */
export interface UserLock {
  strength: Exclude<LockStrength, "KEY SHARE">;
  /** Takes locks that precede users in the lock order. */
  first?: (db: SystemDb) => Promise<unknown>;
  /** The id of a user whose organizations are all locked FOR UPDATE. */
  organizationsOf?: string;
  /** The id of another user, whose row is locked in the same statement. */
  other?: string;
  /** Locks the rows of all system admins first, for a write that may remove a system admin. */
  systemAdmins?: boolean;
}

/** For a write that concerns only the actor's own row. */
export const ownRow = { strength: "NO KEY UPDATE" } as const satisfies UserLock;

interface OrganizationRow {
  slug: string;
  name: string;
  suspended: boolean;
  role: OrganizationRole;
  isLive: boolean;
}

/**
 * @throws AppError NOT_FOUND if the membership or the organization has ended, UNAUTHORIZED if the credential has ended or the
 * user is suspended
 */
export async function recheckInOrganization<A extends OrganizationActor>(
  db: TenantDb,
  actor: A,
  lock: OrganizationLock,
): Promise<A> {
  const { id } = actor.organization;
  const userId = userIdOf(actor);
  await lockRows(db, "organization")`SELECT 1 FROM organizations WHERE id = ${id}::uuid ${forStrength(lock)}`;
  // A separate statement, because the statement that waited for the lock still sees the rows as they were before the wait.
  // The lower of the roles of membership and credential applies; LEAST ignores the one that does not exist. This query also
  // sets the role that the database writes into the audit log.
  const [row] = await db.$queryRaw<OrganizationRow[]>`
    SELECT o.slug, o.name, o.suspended_at IS NOT NULL AS suspended, c.id IS NOT NULL AS "isLive",
           set_config('app.actor_standing', least(m.role, c.role)::text, true) AS role
      FROM organizations o
      LEFT JOIN memberships m ON m.organization_id = o.id AND m.user_id = ${userId}::uuid
      LEFT JOIN acting_credential c ON true
     WHERE o.id = ${id}::uuid AND (m.id IS NOT NULL OR ${userId}::uuid IS NULL)`;
  if (!row) throw new AppError("NOT_FOUND");
  const { role, isLive, ...organization } = row;
  if (!isLive) throw new AppError("UNAUTHORIZED");
  return { ...actor, role, organization: { id, ...organization } };
}

/** False if the credential has ended or has expired, or if its user is suspended or deleted. */
export async function hasLiveCredential(db: SystemDb, { credential, user }: UserActor | MemberActor): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM live_credentials
     WHERE kind = ${credential.kind} AND id = ${credential.id}::uuid AND user_id = ${user.id}::uuid`;
  return rows.length > 0;
}

/**
 * Also called while a long response is sent.
 * @throws AppError UNAUTHORIZED if the credential has ended or has expired, or if its user is suspended or deleted
 */
export async function requireLiveCredential(db: SystemDb, actor: UserActor | MemberActor): Promise<void> {
  if (!(await hasLiveCredential(db, actor))) throw new AppError("UNAUTHORIZED");
}

interface UserRow {
  id: string;
  email: string;
  name: string;
  isSystemAdmin: boolean;
}

/** @returns the ids of the organizations that the user belonged to when the statement began */
async function lockOrganizationsOf(db: SystemDb, userId: string): Promise<string[]> {
  const rows = await lockRows<{ id: string }>(db, "organization")`
    SELECT id FROM organizations WHERE id IN (SELECT organization_id FROM memberships WHERE user_id = ${userId}::uuid)
     ORDER BY id FOR UPDATE`;
  return rows.map(({ id }) => id);
}

/** Locks the user in the same statement, so that all rows are locked in one order. */
async function lockSystemAdmins(db: SystemDb, userId: string): Promise<void> {
  await lockRows(db, "user")`
    SELECT 1 FROM users WHERE id = ${userId}::uuid OR (is_system_admin AND suspended_at IS NULL) ORDER BY id FOR UPDATE`;
}

/** @throws AppError CONFLICT, after which the transaction is rerun, if the user has joined another organization meanwhile */
export async function assertAllLocked(db: SystemDb, userId: string, locked: string[]): Promise<void> {
  const joined = await db.membership.count({ where: { userId, organizationId: { notIn: locked } } });
  if (joined > 0) throw new AppError("CONFLICT", { cause: LOCKED_TOO_LITTLE });
}

/**
 * @throws AppError UNAUTHORIZED if the credential has ended or the user is suspended or deleted, CONFLICT if the user of
 * `organizationsOf` joins further organizations in every attempt of the transaction
 */
export async function recheckUser<A extends UserActor | MemberActor>(db: SystemDb, actor: A, lock: UserLock): Promise<A> {
  const { strength, first, organizationsOf, other = null, systemAdmins = false } = lock;
  await first?.(db);
  const organizations = organizationsOf === undefined ? [] : await lockOrganizationsOf(db, organizationsOf);
  const { id } = actor.user;
  if (systemAdmins) await lockSystemAdmins(db, id);
  const rows = await lockRows<UserRow>(db, "user")`
      SELECT id, email, name, is_system_admin AS "isSystemAdmin" FROM users
       WHERE id IN (${id}::uuid, ${other}::uuid) ORDER BY id ${forStrength(strength)}`;
  // Checked after locking the user, who then cannot join another organization.
  if (organizationsOf !== undefined) await assertAllLocked(db, organizationsOf, organizations);
  const row = rows.find((each) => each.id === id);
  if (!row) throw new AppError("UNAUTHORIZED");
  // Reliable here, because a session or token ends only under a lock on its user's row.
  await requireLiveCredential(db, actor);
  const { email, name, isSystemAdmin } = row;
  return { ...actor, user: { id, email, name, isSystemAdmin } };
}
