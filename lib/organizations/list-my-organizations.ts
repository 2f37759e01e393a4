// The organizations a person belongs to, the one remembered on them first. One query, for any number of them.
import "server-only";
import type { OrganizationRole } from "@/lib/access/roles";
import type { SystemDb } from "@/lib/db/transaction";

export interface OrganizationView {
  id: string;
  slug: string;
  name: string;
  role: OrganizationRole;
}

export async function listOrganizationsOf(db: SystemDb, userId: string): Promise<OrganizationView[]> {
  return db.$queryRaw<OrganizationView[]>`
    SELECT o.id, o.slug, o.name, m.role::text AS role
      FROM memberships m
      JOIN organizations o ON o.id = m.organization_id
      JOIN users u ON u.id = m.user_id
     WHERE m.user_id = ${userId}::uuid
     ORDER BY (o.id = u.last_organization_id) DESC NULLS LAST, o.name, o.id
     LIMIT 200`;
}
