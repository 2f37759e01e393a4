// One organization: the one that the handle is bound to, or one that a person names and belongs to.
import "server-only";
import type { MemberActor } from "@/lib/access/actor";
import { roleAtLeast, type OrganizationRole } from "@/lib/access/roles";
import type { SystemDb, TenantDb } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors/app-error";

export interface OrganizationRow {
  id: string;
  slug: string;
  name: string;
  isPersonal: boolean;
  createdAt: Date;
}

/** @throws AppError NOT_FOUND where it was deleted since the request came in */
export async function getOrganizationRow(db: TenantDb, { organization }: MemberActor): Promise<OrganizationRow> {
  const row = await db.organization.findUnique({
    where: { id: organization.id },
    select: { id: true, slug: true, name: true, isPersonal: true, createdAt: true },
  });
  if (!row) throw new AppError("NOT_FOUND");
  return row;
}

/**
 * Whoever changes an organization waits here for whoever does it already, and is asked again what they are in it:
 * it may be suspended or gone by then, and their role taken away.
 * @throws AppError NOT_FOUND, ORGANIZATION_SUSPENDED, ACCESS_DENIED
 */
export async function lockOrganization(db: TenantDb, actor: MemberActor, least: OrganizationRole): Promise<OrganizationRow> {
  const [locked] = await db.$queryRaw<{ suspended: boolean }[]>`
    SELECT suspended_at IS NOT NULL AS suspended FROM organizations WHERE id = ${actor.organization.id}::uuid FOR UPDATE`;
  if (!locked) throw new AppError("NOT_FOUND");
  if (locked.suspended) throw new AppError("ORGANIZATION_SUSPENDED");
  const own = await db.membership.findFirst({ where: { userId: actor.user.id }, select: { role: true } });
  if (!own || !roleAtLeast(own.role, least)) throw new AppError("ACCESS_DENIED");
  return getOrganizationRow(db, actor);
}

/**
 * Kept from being deleted, and from being left, while the person is made to point at it: locked in the order that a
 * deletion locks in, of the organization as of the account.
 */
export async function lockOwnOrganization(
  db: SystemDb,
  userId: string,
  slug: string,
): Promise<{ id: string; suspended: boolean } | null> {
  const [own] = await db.$queryRaw<{ id: string; suspended: boolean }[]>`
    SELECT o.id, o.suspended_at IS NOT NULL AS suspended
      FROM organizations o JOIN memberships m ON m.organization_id = o.id
     WHERE o.slug = ${slug} AND m.user_id = ${userId}::uuid
       FOR KEY SHARE OF o, m`;
  return own ?? null;
}

/** @throws AppError UNAUTHORIZED where their account was deleted since the request came in */
export async function lockFounder(db: SystemDb, userId: string): Promise<void> {
  const rows = await db.$queryRaw<unknown[]>`SELECT 1 FROM users WHERE id = ${userId}::uuid FOR NO KEY UPDATE`;
  if (rows.length === 0) throw new AppError("UNAUTHORIZED");
}
