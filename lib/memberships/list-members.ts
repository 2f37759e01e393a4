// The people of an organization, in the order they joined, a page at a time.
import "server-only";
import { inherit } from "@/lib/access/limit-rule";
import { orgOperation } from "@/lib/access/operation";
import type { OrganizationRole } from "@/lib/access/roles";
import { containing } from "@/lib/lists/containing";
import { pageOf, readIdCursor, type Page } from "@/lib/lists/pages";
import { ListMembersInput } from "./schemas";

export interface MemberView {
  id: string;
  user: { id: string; name: string; email: string };
  role: OrganizationRole;
  joined_at: string;
  /** Exact to five minutes; null where they never came. */
  last_seen_at: string | null;
  is_you: boolean;
}

export const listMembers = orgOperation({
  name: "memberships.list",
  effect: "read",
  minRole: "readonly",
  limit: inherit,
  input: ListMembersInput,
  run: async ({ db, actor }, { search, limit, cursor }): Promise<Page<MemberView>> => {
    const like = containing(search);
    const rows = await db.membership.findMany({
      where: { id: { gt: readIdCursor(cursor) }, user: like && { OR: [{ name: like }, { email: like }] } },
      orderBy: { id: "asc" },
      take: limit + 1,
      select: { id: true, role: true, createdAt: true, lastSeenAt: true, user: { select: { id: true, name: true, email: true } } },
    });
    return pageOf(rows, limit, ({ id }) => id, (row) => ({
      id: row.id,
      user: row.user,
      role: row.role,
      joined_at: row.createdAt.toISOString(),
      last_seen_at: row.lastSeenAt?.toISOString() ?? null,
      is_you: row.user.id === actor.user.id,
    }));
  },
});
