// The notes of an organization, the newest change first, a page at a time. What is changed while somebody pages moves
// to the front; everything else is met once, and once only.
import "server-only";
import { inherit } from "@/lib/access/limit-rule";
import { orgOperation } from "@/lib/access/operation";
import { decodeCursor, encodeCursor } from "./cursor";
import { findNotes } from "./queries";
import { ListNotesInput } from "./schemas";
import { toListItem, type NoteListItem } from "./view";

export const listNotes = orgOperation({
  name: "notes.list",
  effect: "read",
  minRole: "readonly",
  limit: inherit,
  input: ListNotesInput,
  run: async ({ db, actor }, { search, limit, cursor }): Promise<{ items: NoteListItem[]; next_cursor: string | null }> => {
    const after = cursor === undefined ? undefined : decodeCursor(cursor);
    const rows = await findNotes(db, { organizationId: actor.organization.id, search, after, limit: limit + 1 });
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      items: page.map((row) => toListItem(actor, row)),
      next_cursor: rows.length > limit && last ? encodeCursor(last) : null,
    };
  },
});
