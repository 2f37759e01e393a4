// Reads the actor again inside the transaction of a write, under a lock that every change of the actor's rights also takes.
// The rights may have changed since the request arrived. Under the lock, they cannot change until the transaction ends.
import "server-only";
import { forStrength, lockRows, type LockStrength } from "@/lib/db/locks";
import { LOCKED_TOO_LITTLE } from "@/lib/db/run-again";
import type { SystemDb, TenantDb } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors/app-error";
import type { MemberActor, UserActor } from "./actor";
import { requireLiveSession } from "./require-live-session";
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

interface MemberRow {
  slug: string;
  name: string;
  suspended: boolean;
  role: OrganizationRole;
  isLive: boolean;
}

/**
 * @throws AppError NOT_FOUND if the membership or the organization has ended, UNAUTHORIZED if the session has ended or the
 * user is suspended
 */
export async function recheckMember(db: TenantDb, actor: MemberActor, lock: OrganizationLock): Promise<MemberActor> {
  const { id } = actor.organization;
  await lockRows(db, "organization")`SELECT 1 FROM organizations WHERE id = ${id}::uuid ${forStrength(lock)}`;
  // A separate statement, because the statement that waited for the lock still sees the rows as they were before the wait.
  // This query also sets the role that the database writes into the audit log.
  const [row] = await db.$queryRaw<MemberRow[]>`
    SELECT o.slug, o.name, o.suspended_at IS NOT NULL AS suspended, EXISTS (SELECT 1 FROM acting_session) AS "isLive",
           set_config('app.actor_standing', m.role::text, true) AS role
      FROM organizations o
      JOIN memberships m ON m.organization_id = o.id
     WHERE o.id = ${id}::uuid AND m.user_id = ${actor.user.id}::uuid`;
  if (!row) throw new AppError("NOT_FOUND");
  const { role, isLive: isSignedIn, ...organization } = row;
  if (!isSignedIn) throw new AppError("UNAUTHORIZED");
  return { ...actor, role, organization: { id, ...organization } };
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

async function assertAllLocked(db: SystemDb, userId: string, locked: string[]): Promise<void> {
  const joined = await db.membership.count({ where: { userId, organizationId: { notIn: locked } } });
  if (joined > 0) throw new AppError("CONFLICT", { cause: LOCKED_TOO_LITTLE });
}

/**
 * @throws AppError UNAUTHORIZED if the session has ended or the user is suspended or deleted, CONFLICT if the user of
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
  // Reliable here, because a session ends only under a lock on its user's row.
  await requireLiveSession(db, actor);
  const { email, name, isSystemAdmin } = row;
  return { ...actor, user: { id, email, name, isSystemAdmin } };
}
