// Searches an organization for the command palette: its members, and the items of each feature that the caller's role may
// open.
import "server-only";
import { z } from "zod";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import type { SearchHit } from "@/lib/access/feature-spec";
import { orgOperation } from "@/lib/access/operation";
import type { TenantDb } from "@/lib/db/transaction";
import { featuresOpenTo } from "@/lib/features/features";
import { userContaining } from "@/lib/lists/containing";
import { Search } from "@/lib/lists/schemas";

const HITS = 5;

const Hit = z.strictObject({ id: z.string(), label: z.string(), hint: z.string(), path: z.string() });
export const Found = z.strictObject({ groups: z.array(z.strictObject({ title: z.string(), hits: z.array(Hit) })) });
export type Found = z.output<typeof Found>;

async function findMembers(db: TenantDb, search: string): Promise<SearchHit[]> {
  const rows = await db.membership.findMany({
    where: { user: userContaining(search) },
    orderBy: { id: "asc" },
    take: HITS,
    select: { id: true, user: { select: { name: true, email: true } } },
  });
  return rows.map(({ id, user: { name, email } }) => ({
    id,
    label: name,
    hint: email,
    path: `/members?${new URLSearchParams({ search: email }).toString()}`,
  }));
}

export const searchOrganization = orgOperation({
  name: "organizations.search",
  effect: "read",
  minRole: "readonly",
  limit: generalLimitOnly,
  input: z.strictObject({ search: Search }),
  output: Found,
  run: async ({ db, actor }, { search }): Promise<Found> => {
    if (search === "") return { groups: [] };
    const groups = [];
    for (const { navigation, search: partOf } of featuresOpenTo(actor.role)) {
      const find = await partOf();
      groups.push({ title: navigation.label, hits: await find(db, actor, { search, limit: HITS }) });
    }
    groups.push({ title: "Members", hits: await findMembers(db, search) });
    return { groups: groups.filter(({ hits }) => hits.length > 0) };
  },
});
