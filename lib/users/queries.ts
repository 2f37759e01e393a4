// A person with all that hangs on them, for deleting it. The locks are taken in one order, which is that of whoever deletes
// an organization: the address, the organizations, system admins, the person. While they hold, nobody joins or leaves any
// of these, and the person joins no other.
import "server-only";
import type { OrganizationRole } from "@/lib/access/roles";
import { forgetAddress } from "@/lib/auth/forget-address";
import type { SystemDb } from "@/lib/db/transaction";
import type { Belonging } from "./deletion-fate";

/** Whoever takes a system admin away waits here for whoever does it already. */
export async function lockSystemAdmins(db: SystemDb): Promise<void> {
  await db.$queryRaw`SELECT 1 FROM users WHERE is_system_admin AND suspended_at IS NULL ORDER BY id FOR NO KEY UPDATE`;
}

/** Whether nobody else could look after the system. Certain only under lockSystemAdmins. */
export async function isLastSystemAdmin(db: SystemDb, userId: string): Promise<boolean> {
  return (await db.user.count({ where: { isSystemAdmin: true, suspendedAt: null, id: { not: userId } } })) === 0;
}

/** @returns false when they are gone or suspended, or have another password or address than the one that was given */
export async function lockPerson(db: SystemDb, userId: string, email: string, passwordHash: string): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM users u JOIN password_credentials c ON c.user_id = u.id
     WHERE u.id = ${userId}::uuid AND u.email = ${email} AND c.password_hash = ${passwordHash} AND u.suspended_at IS NULL
       FOR UPDATE OF u`;
  return rows.length === 1;
}

interface BelongingRow {
  membershipId: string;
  role: OrganizationRole;
  id: string;
  slug: string;
  name: string;
  suspended: boolean;
  others: number;
  ledByOthers: boolean;
}

/** Without a limit: none of them may be forgotten. */
export async function listBelongings(db: SystemDb, userId: string): Promise<Belonging[]> {
  const rows = await db.$queryRaw<BelongingRow[]>`
    SELECT m.id AS "membershipId", m.role::text AS role, o.id, o.slug, o.name, o.suspended_at IS NOT NULL AS suspended,
           count(x.id)::int AS others, has_acting_admin(o.id, m.user_id) AS "ledByOthers"
      FROM memberships m
      JOIN organizations o ON o.id = m.organization_id
      LEFT JOIN memberships x ON x.organization_id = m.organization_id AND x.id <> m.id
     WHERE m.user_id = ${userId}::uuid
     GROUP BY m.id, o.id
     ORDER BY o.name, o.id`;
  return rows.map(({ membershipId, role, others, ledByOthers, ...organization }) => ({
    membershipId,
    role,
    others,
    ledByOthers,
    organization,
  }));
}

/** Password, sessions, links in the mail and waiting changes go with the row of the person. */
export async function erase(db: SystemDb, person: { id: string; email: string }, organizationIds: string[]): Promise<void> {
  await db.organization.deleteMany({ where: { id: { in: organizationIds } } });
  await db.membership.deleteMany({ where: { userId: person.id } });
  await forgetAddress(db, person.email, { keepNotices: false });
  await db.user.delete({ where: { id: person.id }, select: { id: true } });
  // Not before: what they left open has ended with them.
  await db.invitation.updateMany({ where: { invitedById: person.id }, data: { invitedById: null } });
}

/** How long the audit log keeps what it says of somebody. */
export async function auditRetentionDays(db: SystemDb): Promise<number> {
  const { days } = await db.auditRetention.findFirstOrThrow({ select: { days: true } });
  return days;
}
