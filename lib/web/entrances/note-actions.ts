// The actions of the pages of notes: where each leads.
import "server-only";
import { createNote } from "@/lib/notes/create-note";
import { deleteNote } from "@/lib/notes/delete-note";
import { updateNote } from "@/lib/notes/update-note";
import { orgAction } from "@/lib/web/adapters/action";
import { goOn } from "@/lib/web/cookies/flash";

const notesIn = (org: string | undefined) => `/org/${encodeURIComponent(org ?? "")}/notes`;

export const createNoteAction = orgAction(createNote, {
  done: (note, { org }) => goOn(`${notesIn(org)}/${note.id}`, "note-created"),
});

export const updateNoteAction = orgAction(updateNote, {
  done: ({ note }, { org }) => goOn(`${notesIn(org)}/${note.id}`, "note-saved"),
});

export const deleteNoteAction = orgAction(deleteNote, {
  done: (_output, { org }) => goOn(notesIn(org), "note-deleted"),
});
