// Changing a note leads to its page.
import "server-only";
import { updateNote } from "@/lib/notes/update-note";
import { orgAction } from "@/lib/web/adapters/action";
import { pathIn } from "@/lib/web/adapters/leads-to";
import { goOn } from "@/lib/web/cookies/go-on";

export const updateNoteAction = orgAction(updateNote, {
  done: ({ note }, { org }) => goOn(pathIn(org, `notes/${note.id}`), "note-saved"),
});
