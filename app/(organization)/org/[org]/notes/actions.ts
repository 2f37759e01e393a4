"use server";

import { createNoteAction, deleteNoteAction, updateNoteAction } from "@/lib/web/entrances/note-actions";

export const submitNewNote = createNoteAction;
export const submitNote = updateNoteAction;
export const submitDeletion = deleteNoteAction;
