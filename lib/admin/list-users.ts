// All users, newest first, one page at a time.
import "server-only";
import { sessionOrToken } from "@/lib/access/accepts";
import { pageOutput } from "@/lib/lists/page-output";
import { Time } from "@/lib/access/schemas";
import { z } from "zod";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { adminOperation } from "@/lib/access/operation";
import { containing } from "@/lib/lists/containing";
import { pageOf, readIdCursor, type Page } from "@/lib/lists/pages";
import { ListUsersInput } from "./schemas";

export const UserRow = z
  .strictObject({
    id: z.uuid(),
    name: z.string(),
    email: z.string(),
    is_system_admin: z.boolean(),
    organizations: z.number(),
    created_at: Time,
    suspended_at: Time.nullable(),
  })
  .meta({ title: "ConsoleUserRow" });
export type UserRow = z.output<typeof UserRow>;

const STATES = {
  active: { suspendedAt: null },
  suspended: { suspendedAt: { not: null } },
  system_admin: { isSystemAdmin: true },
} as const;

export const listUsers = adminOperation({
  name: "admin.list-users",
  accepts: sessionOrToken,
  effect: "read",
  limit: generalLimitOnly,
  input: ListUsersInput,
  output: pageOutput(UserRow),
  run: async ({ db }, { search, state, limit, cursor }): Promise<Page<UserRow>> => {
    const like = containing(search);
    const rows = await db.user.findMany({
      where: {
        id: { lt: readIdCursor(cursor) },
        OR: like && [{ name: like }, { email: like }],
        ...(state ? STATES[state] : {}),
      },
      orderBy: { id: "desc" },
      take: limit + 1,
      select: {
        id: true,
        name: true,
        email: true,
        isSystemAdmin: true,
        createdAt: true,
        suspendedAt: true,
        _count: { select: { memberships: true } },
      },
    });
    return pageOf(
      rows,
      limit,
      ({ id }) => id,
      (row) => ({
        id: row.id,
        name: row.name,
        email: row.email,
        is_system_admin: row.isSystemAdmin,
        organizations: row._count.memberships,
        created_at: row.createdAt.toISOString(),
        suspended_at: row.suspendedAt?.toISOString() ?? null,
      }),
    );
  },
});
