// Reads and locks the rows that the console changes. An unknown or malformed id is refused with NOT_FOUND.
import "server-only";
import { ownRow, type UserLock } from "@/lib/access/recheck";
import { requireUuid } from "@/lib/access/require-uuid";
import { lockRows } from "@/lib/db/locks";
import type { SystemDb } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors/app-error";

/** Whether an organization has an admin who can sign in. Reliable only while the organization's row is locked. */
export async function isLedByAdmin(db: SystemDb, organizationId: string): Promise<boolean> {
  const [row] = await db.$queryRaw<{ led: boolean }[]>`SELECT has_acting_admin(${organizationId}::uuid) AS led`;
  return row?.led ?? false;
}

/** The user's organizations that have other members and no other admin who can sign in. */
export async function listDependent(db: SystemDb, userId: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT m.organization_id AS id FROM memberships m JOIN users u ON u.id = m.user_id
     WHERE m.user_id = ${userId}::uuid AND m.role = 'org_admin' AND u.suspended_at IS NULL
       AND EXISTS (SELECT 1 FROM memberships x WHERE x.organization_id = m.organization_id AND x.id <> m.id)
       AND NOT has_acting_admin(m.organization_id, m.user_id)`;
  return rows.map(({ id }) => id);
}

/** Whether a user is an admin of any organization, even a suspended one. */
export async function isOrganizationAdmin(db: SystemDb, userId: string): Promise<boolean> {
  return (await db.membership.count({ where: { userId, role: "org_admin" }, take: 1 })) > 0;
}

export interface UserRow {
  id: string;
  email: string;
  isSystemAdmin: boolean;
  suspended: boolean;
}

/** @throws AppError NOT_FOUND */
export async function getUserRow(db: SystemDb, id: string): Promise<UserRow> {
  const row = await db.user.findUnique({
    where: { id },
    select: { id: true, email: true, isSystemAdmin: true, suspendedAt: true },
  });
  if (!row) throw new AppError("NOT_FOUND");
  const { suspendedAt, ...person } = row;
  return { ...person, suspended: suspendedAt !== null };
}

/**
 * Locks the affected user together with the acting system admin, so that only one of two system admins who act on each
 * other concurrently succeeds.
 */
export const alsoUser = ({ input: { id } }: { input: { id: string } }): UserLock => ({ ...ownRow, other: requireUuid(id) });

/** @throws AppError NOT_FOUND */
export async function lockOrganization(db: SystemDb, id: string): Promise<void> {
  const rows = await lockRows(
    db,
    "organization",
  )`SELECT 1 FROM organizations WHERE id = ${requireUuid(id)}::uuid FOR UPDATE`;
  if (rows.length === 0) throw new AppError("NOT_FOUND");
}
