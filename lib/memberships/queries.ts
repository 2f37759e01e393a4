// Reads memberships of the tenant handle's organization.
import "server-only";
import type { MemberActor } from "@/lib/access/actor";
import { requireUuid } from "@/lib/access/require-uuid";
import { type OrganizationRole } from "@/lib/access/roles";
import type { TenantDb } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors/app-error";

export interface MembershipRow {
  id: string;
  userId: string;
  role: OrganizationRole;
}

/** Reliable only while the organization's row is locked. */
export async function getOwnMembership(db: TenantDb, actor: MemberActor): Promise<MembershipRow> {
  return db.membership.findFirstOrThrow({
    where: { userId: actor.user.id },
    select: { id: true, userId: true, role: true },
  });
}

/** @throws AppError NOT_FOUND, identical for another organization's id, an unknown id and a malformed one */
export async function getMembership(db: TenantDb, id: string): Promise<MembershipRow> {
  requireUuid(id);
  const known = await db.membership.findUnique({ where: { id }, select: { id: true, userId: true, role: true } });
  if (!known) throw new AppError("NOT_FOUND");
  return known;
}

/** Whether the member is an admin and no other admin can sign in. Reliable only while the organization's row is locked. */
export async function isLastAdmin(db: TenantDb, { userId, role }: Omit<MembershipRow, "id">): Promise<boolean> {
  if (role !== "org_admin") return false;
  const [row] = await db.$queryRaw<
    { led: boolean }[]
  >`SELECT has_acting_admin(current_organization_id(), ${userId}::uuid) AS led`;
  return !row?.led;
}
