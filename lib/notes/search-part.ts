// The notes that the command palette finds: first those with the search in their titles, then those with it in their texts,
// with an excerpt of the first place that has the search, unless its markup hides the search there.
import "server-only";
import type { OrganizationActor } from "@/lib/access/actor";
import type { SearchHit, SearchPart } from "@/lib/access/feature-spec";
import type { TenantDb } from "@/lib/db/transaction";
import { excerptOf } from "./excerpt";
import { findNotes } from "./queries";

/** Drops the end of a word with which the excerpt begins. It is shorter than the text before the search. */
const CUT_WORD = /^…\S{0,20}\s/u;

export async function notesInSearch(
  db: TenantDb,
  actor: OrganizationActor,
  { search, limit }: SearchPart,
): Promise<SearchHit[]> {
  const { id: organizationId } = actor.organization;
  const has = (text: string) => text.toLowerCase().includes(search.toLowerCase());
  /** Without markup, the passage may no longer contain the search, such as the address of a link. */
  const shown = (title: string, passage: string) => {
    const excerpt = excerptOf(passage.replace(CUT_WORD, "…"));
    return !has(title) && has(excerpt) ? excerpt : undefined;
  };
  const rows = await findNotes(db, { organizationId, search, after: undefined, limit, titlesFirst: true });
  return rows.map(({ id, title, authorName, excerpt }) => ({
    id,
    label: title,
    hint: authorName ?? "Former member",
    path: `/notes/${id}`,
    excerpt: shown(title, excerpt),
  }));
}
