// Reads the tenant handle's organization. Finds or locks an organization by its slug.
import "server-only";
import type { OrganizationActor } from "@/lib/access/actor";
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

/** @throws AppError NOT_FOUND if the organization was deleted after the request arrived */
export async function getOrganizationRow(db: TenantDb, { organization }: OrganizationActor): Promise<OrganizationRow> {
  const row = await db.organization.findUnique({
    where: { id: organization.id },
    select: { id: true, slug: true, name: true, isPersonal: true, createdAt: true },
  });
  if (!row) throw new AppError("NOT_FOUND");
  return row;
}

/** Replaces a malformed slug, which may contain characters that the database rejects, with one that no organization has. */
const named = (slug: string) => (isSlug(slug) ? slug : "");

/** Keeps the organization from being deleted, and its members' roles from changing, until the transaction ends. */
export async function lockBySlug(db: SystemDb, slug: string): Promise<void> {
  await lockRows(db, "organization")`SELECT 1 FROM organizations WHERE slug = ${named(slug)} FOR KEY SHARE`;
}

/** The organization with that slug, if the user is a member. */
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
