import { deleteNote } from "@/lib/notes/delete-note";
import { getNote } from "@/lib/notes/get-note";
import { updateNote } from "@/lib/notes/update-note";
import { changedNote } from "@/lib/notes/view";
import { methods, orgRoute } from "@/lib/web/route";
import { asIs } from "@/lib/web/view";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: orgRoute(getNote, { view: asIs }),
  PUT: orgRoute(updateNote, { view: changedNote }),
  DELETE: orgRoute(deleteNote),
});
