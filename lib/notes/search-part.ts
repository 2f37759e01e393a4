// The notes that the command palette finds: first those with the search in their titles.
import "server-only";
import type { MemberActor } from "@/lib/access/actor";
import type { SearchHit, SearchPart } from "@/lib/access/feature-spec";
import type { TenantDb } from "@/lib/db/transaction";
import { findNotes } from "./queries";

export async function notesInSearch(db: TenantDb, actor: MemberActor, { search, limit }: SearchPart): Promise<SearchHit[]> {
  const { id: organizationId } = actor.organization;
  const rows = await findNotes(db, { organizationId, search, after: undefined, limit, titlesFirst: true });
  return rows.map(({ id, title, authorName }) => ({
    id,
    label: title,
    hint: authorName ?? "Former member",
    path: `/notes/${id}`,
  }));
}
