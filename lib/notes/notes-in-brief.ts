// What the organization's dashboard shows of notes.
import "server-only";
import type { MemberActor } from "@/lib/access/actor";
import type { TenantDb } from "@/lib/db/transaction";
import { findNotes } from "./queries";
import { toListItem, type NoteListItem } from "./view";

const LATEST = 4;

export async function notesInBrief(db: TenantDb, actor: MemberActor): Promise<{ count: number; latest: NoteListItem[] }> {
  const count = await db.note.count();
  const rows = await findNotes(db, { organizationId: actor.organization.id, search: "", after: undefined, limit: LATEST });
  return { count, latest: rows.map((row) => toListItem(actor, row)) };
}
