// The organizations of a person: all of them at once where they choose one, with the last used first, or one page at a time
// for API clients.
import "server-only";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { userOperation } from "@/lib/access/operation";
import type { OrganizationRole } from "@/lib/access/roles";
import type { SystemDb } from "@/lib/db/transaction";
import { pageOf, readIdCursor, type Page } from "@/lib/lists/pages";
import { ListMyOrganizationsInput } from "./schemas";

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

export const listMyOrganizations = userOperation({
  name: "organizations.list-mine",
  effect: "read",
  limit: generalLimitOnly,
  input: ListMyOrganizationsInput,
  run: async ({ db, actor }, { limit, cursor }): Promise<Page<MyOrganizationView>> => {
    const rows = await db.membership.findMany({
      where: { userId: actor.user.id, organizationId: { gt: readIdCursor(cursor) } },
      orderBy: { organizationId: "asc" },
      take: limit + 1,
      select: { role: true, organization: { select: { id: true, slug: true, name: true, suspendedAt: true } } },
    });
    return pageOf(
      rows,
      limit,
      ({ organization }) => organization.id,
      ({ role, organization: { suspendedAt, ...organization } }) => ({
        ...organization,
        role,
        suspended: suspendedAt !== null,
      }),
    );
  },
});
