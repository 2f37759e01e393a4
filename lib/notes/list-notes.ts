// The notes of an organization, latest change first, one page at a time. A note that changes between two page requests moves
// to the front, so the reader may miss it. Every other note appears exactly once.
import "server-only";
import { anyCredential } from "@/lib/access/accepts";
import { pageOutput } from "@/lib/lists/page-output";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { orgOperation } from "@/lib/access/operation";
import { pageOf, readTimeCursor, timeCursor, type Page } from "@/lib/lists/pages";
import { findNotes } from "./queries";
import { ListNotesInput } from "./schemas";
import { NoteListItem, toListItem } from "./view";

export const listNotes = orgOperation({
  name: "notes.list",
  accepts: anyCredential,
  effect: "read",
  minRole: "readonly",
  limit: generalLimitOnly,
  input: ListNotesInput,
  output: pageOutput(NoteListItem),
  run: async ({ db, actor }, { search, limit, cursor }): Promise<Page<NoteListItem>> => {
    const rows = await findNotes(db, {
      organizationId: actor.organization.id,
      search,
      after: readTimeCursor(cursor),
      limit: limit + 1,
    });
    return pageOf(
      rows,
      limit,
      ({ updatedAt, id }) => timeCursor(updatedAt, id),
      (row) => toListItem(actor, row),
    );
  },
});
