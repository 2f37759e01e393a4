// Rows that the console changes. An id that names nothing, or is none at all, is NOT_FOUND.
import "server-only";
import type { UserActor } from "@/lib/access/actor";
import { requireUuid } from "@/lib/access/require-uuid";
import type { SystemDb } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors/app-error";

/** Whether an organization has an admin who can act. Certain only while its row is locked. */
export async function isLedByAdmin(db: SystemDb, organizationId: string): Promise<boolean> {
  const [row] = await db.$queryRaw<{ led: boolean }[]>`SELECT has_acting_admin(${organizationId}::uuid) AS led`;
  return row?.led ?? false;
}

/** The organizations with other members in which a person is the only admin who can act. */
export async function listDependent(db: SystemDb, userId: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT m.organization_id AS id FROM memberships m JOIN users u ON u.id = m.user_id
     WHERE m.user_id = ${userId}::uuid AND m.role = 'org_admin' AND u.suspended_at IS NULL
       AND EXISTS (SELECT 1 FROM memberships x WHERE x.organization_id = m.organization_id AND x.id <> m.id)
       AND NOT has_acting_admin(m.organization_id, m.user_id)`;
  return rows.map(({ id }) => id);
}

/** Whether a person is an admin of any organization, also of one that is suspended now. */
export async function isOrganizationAdmin(db: SystemDb, userId: string): Promise<boolean> {
  return (await db.membership.count({ where: { userId, role: "org_admin" }, take: 1 })) > 0;
}

export interface LockedUser {
  id: string;
  email: string;
  isSystemAdmin: boolean;
  suspended: boolean;
}

/**
 * The system admin who acts is asked again whether they are one, and stays one until the transaction ends. For writes that
 * lock no person; `lockUser` does it by itself. After the organization, where one is locked: the order of everybody.
 * @throws AppError ACCESS_DENIED
 */
export async function lockActingAdmin(db: SystemDb, { user }: UserActor): Promise<void> {
  const own = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM users WHERE id = ${user.id}::uuid AND is_system_admin AND suspended_at IS NULL FOR SHARE`;
  if (own.length === 0) throw new AppError("ACCESS_DENIED");
}

/**
 * Locks the person, and the system admin who acts, who is asked again whether they are one: it may be what was just taken
 * away. So two who act on each other at once do not both succeed, and one of them stays.
 * @throws AppError NOT_FOUND, ACCESS_DENIED
 */
export async function lockUser(db: SystemDb, { user }: UserActor, id: string): Promise<LockedUser> {
  requireUuid(id);
  // In one order, so that nobody waits for each other.
  const rows = await db.$queryRaw<LockedUser[]>`
    SELECT id, email, is_system_admin AS "isSystemAdmin", suspended_at IS NOT NULL AS suspended FROM users
     WHERE id IN (${user.id}::uuid, ${id}::uuid) ORDER BY id FOR NO KEY UPDATE`;
  const own = rows.find((row) => row.id === user.id);
  if (!own?.isSystemAdmin || own.suspended) throw new AppError("ACCESS_DENIED");
  const person = rows.find((row) => row.id === id);
  if (!person) throw new AppError("NOT_FOUND");
  return person;
}
