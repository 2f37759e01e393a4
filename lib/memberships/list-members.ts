// The people of an organization, in the order they joined, a page at a time.
import "server-only";
import { z } from "zod";
import { inherit } from "@/lib/access/limit-rule";
import { orgOperation } from "@/lib/access/operation";
import type { OrganizationRole } from "@/lib/access/roles";
import { AppError } from "@/lib/errors/app-error";
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
  run: async ({ db, actor }, { search, limit, cursor }): Promise<{ items: MemberView[]; next_cursor: string | null }> => {
    if (cursor !== undefined && !z.uuid().safeParse(cursor).success) throw new AppError("MALFORMED_REQUEST");
    // The wildcards of LIKE are letters like any others here.
    const like = { contains: (search ?? "").trim().replace(/[\\%_]/g, "\\$&"), mode: "insensitive" as const };
    const rows = await db.membership.findMany({
      where: { ...(cursor ? { id: { gt: cursor } } : {}), ...(like.contains ? { user: { OR: [{ name: like }, { email: like }] } } : {}) },
      orderBy: { id: "asc" },
      take: limit + 1,
      select: { id: true, role: true, createdAt: true, lastSeenAt: true, user: { select: { id: true, name: true, email: true } } },
    });
    const items = rows.slice(0, limit).map((row) => ({
      id: row.id,
      user: row.user,
      role: row.role,
      joined_at: row.createdAt.toISOString(),
      last_seen_at: row.lastSeenAt?.toISOString() ?? null,
      is_you: row.user.id === actor.user.id,
    }));
    return { items, next_cursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  },
});
