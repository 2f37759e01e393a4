// Searches an organization for the command palette: its members, and the items of each feature that the caller's role may
// open. Members come first if the search is the beginning of a name.
import "server-only";
import { anyCredential } from "@/lib/access/accepts";
import { z } from "zod";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import type { SearchHit } from "@/lib/access/feature-spec";
import { orgOperation } from "@/lib/access/operation";
import { featuresOpenTo } from "@/lib/features/features";
import { Search } from "@/lib/lists/schemas";
import { findMembers, type FoundMember } from "./queries";

const HITS = 5;

const Hit = z.strictObject({
  id: z.string(),
  label: z.string(),
  hint: z.string(),
  path: z.string(),
  excerpt: z.string().optional(),
});
export const Found = z.strictObject({ groups: z.array(z.strictObject({ title: z.string(), hits: z.array(Hit) })) });
export type Found = z.output<typeof Found>;

function hitOf({ id, name, email }: FoundMember): SearchHit {
  return { id, label: name, hint: email, path: `/members?${new URLSearchParams({ search: email }).toString()}` };
}

/** Whether a word of the name begins with the search. */
function isNamed({ name }: FoundMember, search: string): boolean {
  return ` ${name}`.toLowerCase().includes(` ${search.toLowerCase()}`);
}

export const searchOrganization = orgOperation({
  name: "organizations.search",
  accepts: anyCredential,
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
    const members = await findMembers(db, { organizationId: actor.organization.id, search, limit: HITS });
    const people = { title: "Members", hits: members.map(hitOf) };
    if (members.some((member) => isNamed(member, search))) groups.unshift(people);
    else groups.push(people);
    return { groups: groups.filter(({ hits }) => hits.length > 0) };
  },
});
