// One note with its full text.
import "server-only";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { orgOperation } from "@/lib/access/operation";
import { getNoteRow } from "./queries";
import { GetNoteInput } from "./schemas";
import { NoteView, toView } from "./view";

export const getNote = orgOperation({
  name: "notes.get",
  effect: "read",
  minRole: "readonly",
  limit: generalLimitOnly,
  input: GetNoteInput,
  output: NoteView,
  run: async ({ db, actor }, { id }) => toView(actor, await getNoteRow(db, id)),
});
