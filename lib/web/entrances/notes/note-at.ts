// The note in a page's URL. Responds with 404 if there is no such note.
import "server-only";
import { cache } from "react";
import { getNote } from "@/lib/notes/get-note";
import type { NoteView } from "@/lib/notes/view";
import { requireMember, unlessRefused } from "@/lib/web/adapters/require";
import { missingPage } from "@/lib/web/pages/close-page";

/** Runs once per request, for both the document title and the page. */
export const noteAt = cache(async (org: string, id: string): Promise<NoteView> => {
  return (
    (await unlessRefused(getNote(await requireMember(org), { id }), "NOT_FOUND", "VALIDATION_ERROR")) ??
    (await missingPage())
  );
});
