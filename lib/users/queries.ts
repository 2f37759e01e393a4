// A person with everything that is deleted with them.
import "server-only";
import type { OrganizationRole } from "@/lib/access/roles";
import { forgetAddress } from "@/lib/auth/forget-address";
import { lockNames, lockRows } from "@/lib/db/locks";
import { LOCKED_TOO_LITTLE } from "@/lib/db/run-again";
import type { SystemDb } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors/app-error";
import { lockOrganizationsOf } from "@/lib/memberships/lock-organizations-of";
import type { Belonging } from "./deletion-fate";

/**
 * Locks the address, the organizations, and in one statement the person and every system admin. Nobody joins or leaves any of
 * them, and the person joins no other, until the transaction ends.
 * @throws AppError CONFLICT where the person has joined an organization meanwhile; the transaction is run again first
 */
export async function lockBelongings(db: SystemDb, { id, email }: { id: string; email: string }): Promise<void> {
  await lockNames(db, "email", email);
  const locked = await lockOrganizationsOf(db, id);
  await lockRows(db, "user")`
      SELECT 1 FROM users WHERE id = ${id}::uuid OR (is_system_admin AND suspended_at IS NULL) ORDER BY id FOR UPDATE`;
  const joined = await db.membership.count({ where: { userId: id, organizationId: { notIn: locked } } });
  if (joined > 0) throw new AppError("CONFLICT", { cause: LOCKED_TOO_LITTLE });
}

/** Whether nobody else could look after the system. Certain only under lockBelongings. */
export async function isLastSystemAdmin(db: SystemDb, userId: string): Promise<boolean> {
  return (await db.user.count({ where: { isSystemAdmin: true, suspendedAt: null, id: { not: userId } } })) === 0;
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
