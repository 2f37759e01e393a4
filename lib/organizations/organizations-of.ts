// All organizations of a person, the last used first, for choosing one.
import "server-only";
import type { OrganizationRole } from "@/lib/access/roles";
import type { SystemDb } from "@/lib/db/transaction";

export interface OrganizationView {
  id: string;
  slug: string;
  name: string;
  role: OrganizationRole;
}

export interface MyOrganizationView extends OrganizationView {
  /** Whether it is closed at present; no one can reach anything in it. */
  suspended: boolean;
}

export async function listOrganizationsOf(db: SystemDb, userId: string): Promise<MyOrganizationView[]> {
  return db.$queryRaw<MyOrganizationView[]>`
    SELECT o.id, o.slug, o.name, m.role::text AS role, o.suspended_at IS NOT NULL AS suspended
      FROM memberships m
      JOIN organizations o ON o.id = m.organization_id
      JOIN users u ON u.id = m.user_id
     WHERE m.user_id = ${userId}::uuid
     ORDER BY (o.id = u.last_organization_id) DESC NULLS LAST, o.name, o.id
     LIMIT 200`;
}
