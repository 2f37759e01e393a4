// The organizations of a user, one page at a time, for API clients.
import "server-only";
import { sessionOrToken } from "@/lib/access/accepts";
import { pageOutput } from "@/lib/lists/page-output";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { userOperation } from "@/lib/access/operation";
import { pageOf, readIdCursor, type Page } from "@/lib/lists/pages";
import { MyOrganizationView } from "./organizations-of";
import { ListMyOrganizationsInput } from "./schemas";

export const listMyOrganizations = userOperation({
  name: "organizations.list-mine",
  accepts: sessionOrToken,
  effect: "read",
  limit: generalLimitOnly,
  input: ListMyOrganizationsInput,
  output: pageOutput(MyOrganizationView),
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
