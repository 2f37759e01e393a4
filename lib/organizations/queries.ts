// One organization: the one that the handle is bound to, or one that a person names and belongs to.
import "server-only";
import type { MemberActor } from "@/lib/access/actor";
import { lockRows } from "@/lib/db/locks";
import type { SystemDb, TenantDb } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors/app-error";
import { isSlug } from "./slug";

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

/** What cannot be a slug may be nothing that the database takes for text. */
const named = (slug: string) => (isSlug(slug) ? slug : "");

/** Nobody's role in it changes, and it is not deleted, until the transaction ends. */
export async function lockBySlug(db: SystemDb, slug: string): Promise<void> {
  await lockRows(db, "organization")`SELECT 1 FROM organizations WHERE slug = ${named(slug)} FOR KEY SHARE`;
}

/** The organization of that slug, where the person belongs to it. */
export async function findOwnOrganization(
  db: SystemDb,
  userId: string,
  slug: string,
): Promise<{ id: string; suspended: boolean } | null> {
  const own = await db.organization.findFirst({
    where: { slug: named(slug), memberships: { some: { userId } } },
    select: { id: true, suspendedAt: true },
  });
  return own && { id: own.id, suspended: own.suspendedAt !== null };
}
