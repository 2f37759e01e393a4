import { deleteNote } from "@/lib/notes/delete-note";
import { getNote } from "@/lib/notes/get-note";
import { updateNote } from "@/lib/notes/update-note";
import { changedNote } from "@/lib/notes/view";
import { methods, orgRoute } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: orgRoute(getNote, { summary: "Get a note" }),
  PUT: orgRoute(updateNote, { summary: "Change a note", refuses: ["CONFLICT"], view: changedNote }),
  DELETE: orgRoute(deleteNote, { summary: "Delete a note" }),
});
