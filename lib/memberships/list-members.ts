// The members of an organization, in the order they joined, one page at a time.
import "server-only";
import { anyCredential } from "@/lib/access/accepts";
import { userIdOf } from "@/lib/access/actor";
import { pageOutput } from "@/lib/lists/page-output";
import { Role, Time } from "@/lib/access/schemas";
import { z } from "zod";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { orgOperation } from "@/lib/access/operation";
import { roleAtLeast } from "@/lib/access/roles";
import { userContaining } from "@/lib/lists/containing";
import { pageOf, readIdCursor, type Page } from "@/lib/lists/pages";
import { ListMembersInput } from "./schemas";

export const MemberView = z
  .strictObject({
    id: z.uuid(),
    user: z.strictObject({ id: z.uuid(), name: z.string(), email: z.string() }),
    role: Role,
    joined_at: Time,
    /** Precise to five minutes; null if the member never opened the organization. */
    last_seen_at: Time.nullable(),
    is_you: z.boolean(),
    /** Whether the member is a system admin. Shown only to the organization's admins. */
    is_system_admin: z.boolean(),
  })
  .meta({ title: "Member" });
export type MemberView = z.output<typeof MemberView>;

export const listMembers = orgOperation({
  name: "memberships.list",
  accepts: anyCredential,
  effect: "read",
  minRole: "readonly",
  limit: generalLimitOnly,
  input: ListMembersInput,
  output: pageOutput(MemberView),
  run: async ({ db, actor }, { search, limit, cursor }): Promise<Page<MemberView>> => {
    const tellsStanding = roleAtLeast(actor.role, "org_admin");
    const rows = await db.membership.findMany({
      where: { id: { gt: readIdCursor(cursor) }, user: userContaining(search) },
      orderBy: { id: "asc" },
      take: limit + 1,
      select: {
        id: true,
        role: true,
        createdAt: true,
        lastSeenAt: true,
        user: { select: { id: true, name: true, email: true, isSystemAdmin: true } },
      },
    });
    return pageOf(
      rows,
      limit,
      ({ id }) => id,
      ({ user: { isSystemAdmin, ...user }, ...row }) => ({
        id: row.id,
        user,
        role: row.role,
        joined_at: row.createdAt.toISOString(),
        last_seen_at: row.lastSeenAt?.toISOString() ?? null,
        is_you: user.id === userIdOf(actor),
        is_system_admin: tellsStanding && isSystemAdmin,
      }),
    );
  },
});
