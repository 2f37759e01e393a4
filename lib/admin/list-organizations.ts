// All organizations, newest first, one page at a time.
import "server-only";
import { sessionOrToken } from "@/lib/access/accepts";
import { pageOutput } from "@/lib/lists/page-output";
import { Time } from "@/lib/access/schemas";
import { z } from "zod";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { adminOperation } from "@/lib/access/operation";
import { containing } from "@/lib/lists/containing";
import { pageOf, readIdCursor, type Page } from "@/lib/lists/pages";
import { ListOrganizationsInput } from "./schemas";

export const OrganizationRow = z
  .strictObject({
    id: z.uuid(),
    slug: z.string(),
    name: z.string(),
    is_personal: z.boolean(),
    members: z.number(),
    created_at: Time,
    suspended_at: Time.nullable(),
  })
  .meta({ title: "ConsoleOrganizationRow" });
export type OrganizationRow = z.output<typeof OrganizationRow>;

export const listOrganizations = adminOperation({
  name: "admin.list-organizations",
  accepts: sessionOrToken,
  effect: "read",
  limit: generalLimitOnly,
  input: ListOrganizationsInput,
  output: pageOutput(OrganizationRow),
  run: async ({ db }, { search, state, limit, cursor }): Promise<Page<OrganizationRow>> => {
    const like = containing(search);
    const rows = await db.organization.findMany({
      where: {
        id: { lt: readIdCursor(cursor) },
        OR: like && [{ name: like }, { slug: like }],
        ...(state ? { suspendedAt: state === "suspended" ? { not: null } : null } : {}),
      },
      orderBy: { id: "desc" },
      take: limit + 1,
      select: {
        id: true,
        slug: true,
        name: true,
        isPersonal: true,
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
        slug: row.slug,
        name: row.name,
        is_personal: row.isPersonal,
        members: row._count.memberships,
        created_at: row.createdAt.toISOString(),
        suspended_at: row.suspendedAt?.toISOString() ?? null,
      }),
    );
  },
});
