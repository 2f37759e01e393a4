// Memberships of the organization that the handle is bound to.
import "server-only";
import type { MemberActor } from "@/lib/access/actor";
import { requireUuid } from "@/lib/access/require-uuid";
import { roleAtLeast, type OrganizationRole } from "@/lib/access/roles";
import type { TenantDb } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors/app-error";

export interface MembershipRow {
  id: string;
  userId: string;
  role: OrganizationRole;
}

/**
 * Whoever changes memberships of one organization waits here for whoever does it already, and is asked again what they
 * are in it: their role may be what was just taken away.
 * @throws AppError ACCESS_DENIED
 */
export async function lockMemberships(db: TenantDb, actor: MemberActor, least: OrganizationRole): Promise<MembershipRow> {
  await db.$queryRaw`SELECT 1 FROM organizations WHERE id = ${actor.organization.id}::uuid FOR UPDATE`;
  const own = await db.membership.findFirst({
    where: { userId: actor.user.id },
    select: { id: true, userId: true, role: true },
  });
  if (!own || !roleAtLeast(own.role, least)) throw new AppError("ACCESS_DENIED");
  return own;
}

/** @throws AppError NOT_FOUND, the same for another organization's id, an invented one and no id at all */
export async function getMembership(db: TenantDb, id: string): Promise<MembershipRow> {
  requireUuid(id);
  const known = await db.membership.findUnique({ where: { id }, select: { id: true, userId: true, role: true } });
  if (!known) throw new AppError("NOT_FOUND");
  return known;
}

/** Whether the organization would have no admin who can act without this one. Certain only under lockMemberships. */
export async function isLastAdmin(db: TenantDb, { userId, role }: MembershipRow): Promise<boolean> {
  if (role !== "org_admin") return false;
  const [row] = await db.$queryRaw<
    { led: boolean }[]
  >`SELECT has_acting_admin(current_organization_id(), ${userId}::uuid) AS led`;
  return !row?.led;
}
