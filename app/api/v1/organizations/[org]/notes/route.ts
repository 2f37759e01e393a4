import { createNote } from "@/lib/notes/create-note";
import { listNotes } from "@/lib/notes/list-notes";
import { methods, orgRoute } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: orgRoute(listNotes, { summary: "List notes" }),
  POST: orgRoute(createNote, { summary: "Create a note", refuses: ["QUOTA_EXCEEDED"], status: 201 }),
});
