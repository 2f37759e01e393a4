// Whether an organization has an admin who can act. A suspended one cannot: nobody is let in, or kept, on their account.
import "server-only";
import { Prisma } from "@/lib/db/generated/client";

/** As a condition, for a statement of the system role. @param organizationId an expression */
export function hasActingAdmin(organizationId: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    EXISTS (SELECT 1 FROM memberships acting JOIN users person ON person.id = acting.user_id
             WHERE acting.organization_id = ${organizationId} AND acting.role = 'org_admin' AND person.suspended_at IS NULL)`;
}
