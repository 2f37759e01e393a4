// The note of a page's URL; a missing note ends the page.
import "server-only";
import { cache } from "react";
import { getNote } from "@/lib/notes/get-note";
import type { NoteView } from "@/lib/notes/view";
import { requireMember, unlessRefused } from "@/lib/web/adapters/require";
import { missingPage } from "@/lib/web/pages/close-page";

/** Once per request, for the document title and for the page. */
export const noteAt = cache(async (org: string, id: string): Promise<NoteView> => {
  return (
    (await unlessRefused(getNote(await requireMember(org), { id }), "NOT_FOUND", "VALIDATION_ERROR")) ??
    (await missingPage())
  );
});
