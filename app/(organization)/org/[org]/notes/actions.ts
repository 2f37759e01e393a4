"use server";

import { deleteNote } from "@/lib/notes/delete-note";
import { orgAction } from "@/lib/web/adapters/action";
import { leadsToPage } from "@/lib/web/adapters/leads-to";
import { askCopilotAction } from "@/lib/web/entrances/notes/copilot-action";
import { createNoteAction } from "@/lib/web/entrances/notes/create-note-action";
import { updateNoteAction } from "@/lib/web/entrances/notes/update-note-action";

export const submitNewNote = createNoteAction;
export const askCopilot = askCopilotAction;
export const submitNote = updateNoteAction;
export const submitDeletion = orgAction(deleteNote, leadsToPage("notes", "note-deleted"));
