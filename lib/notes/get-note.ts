// One note with its full text.
import "server-only";
import { anyCredential } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { orgOperation } from "@/lib/access/operation";
import { getNoteRow } from "./queries";
import { GetNoteInput } from "./schemas";
import { NoteView, toView } from "./view";

export const getNote = orgOperation({
  name: "notes.get",
  accepts: anyCredential,
  effect: "read",
  minRole: "readonly",
  limit: generalLimitOnly,
  input: GetNoteInput,
  output: NoteView,
  run: async ({ db, actor }, { id }) => toView(actor, await getNoteRow(db, id)),
});
