// The organizations of a user to choose from: the last used one first, then by name, at most 200.
import "server-only";
import { Role } from "@/lib/access/schemas";
import { z } from "zod";
import type { SystemDb } from "@/lib/db/transaction";

export const OrganizationView = z
  .strictObject({
    id: z.uuid(),
    slug: z.string(),
    name: z.string(),
    role: Role,
  })
  .meta({ title: "OrganizationSummary" });
export type OrganizationView = z.output<typeof OrganizationView>;

export const MyOrganizationView = OrganizationView.extend({
  /** Whether the organization is suspended, so that no member has access to it. */
  suspended: z.boolean(),
});
export type MyOrganizationView = z.output<typeof MyOrganizationView>;

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
