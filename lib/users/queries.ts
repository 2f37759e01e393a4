// Locks, lists and deletes a user and everything that is deleted with them.
import "server-only";
import type { ActorUser } from "@/lib/access/actor";
import type { UserLock } from "@/lib/access/recheck";
import type { OrganizationRole } from "@/lib/access/roles";
import { forgetAddress } from "@/lib/auth/forget-address";
import { lockNames } from "@/lib/db/locks";
import type { SystemDb } from "@/lib/db/transaction";
import type { Belonging } from "./deletion-fate";

/**
 * Locks the email address, the user's organizations, the user and, for a system admin, all system admins who are not
 * suspended. Until the transaction ends, no one can join or leave these organizations, and the user cannot join another one.
 */
export function lockBelongings({ id, email, isSystemAdmin }: ActorUser): UserLock {
  return {
    strength: "UPDATE",
    first: (db) => lockNames(db, "email", email),
    organizationsOf: id,
    systemAdmins: isSystemAdmin,
  };
}

/** Whether the user is the only system admin who can sign in. Reliable only under lockBelongings. */
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

/** All organizations of the user, without a limit, because none may be missed. */
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

/** Password, sessions, mailed links and pending changes are deleted with the user's row by foreign key. */
export async function erase(db: SystemDb, person: { id: string; email: string }, organizationIds: string[]): Promise<void> {
  await db.organization.deleteMany({ where: { id: { in: organizationIds } } });
  await db.membership.deleteMany({ where: { userId: person.id } });
  await forgetAddress(db, person.email, { keepNotices: false });
  await db.user.delete({ where: { id: person.id }, select: { id: true } });
  // Done last, because triggers revoke the user's open invitations and find them by this column.
  await db.invitation.updateMany({ where: { invitedById: person.id }, data: { invitedById: null } });
}
