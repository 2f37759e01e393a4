// Creating a note leads to its page.
import "server-only";
import { createNote } from "@/lib/notes/create-note";
import { orgAction } from "@/lib/web/adapters/action";
import { pathIn } from "@/lib/web/adapters/leads-to";
import { goOn } from "@/lib/web/cookies/go-on";

export const createNoteAction = orgAction(createNote, {
  done: ({ id }, { org }) => goOn(pathIn(org, `notes/${id}`), "note-created"),
});
