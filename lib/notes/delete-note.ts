// Deletes a note permanently. Only the note's author or an admin may delete it.
import "server-only";
import { anyCredential } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { orgOperation } from "@/lib/access/operation";
import { AppError } from "@/lib/errors/app-error";
import { mayChangeNote } from "./policy";
import { lockNote } from "./queries";
import { DeleteNoteInput } from "./schemas";

export const deleteNote = orgOperation({
  name: "notes.delete",
  accepts: anyCredential,
  effect: "write",
  isRoutine: true,
  minRole: "member",
  limit: generalLimitOnly,
  input: DeleteNoteInput,
  lock: "KEY SHARE",
  run: async ({ db, actor }, { id }) => {
    const { id: known, authorId } = await lockNote(db, id);
    if (!mayChangeNote(actor, authorId)) throw new AppError("ACCESS_DENIED");
    await db.note.delete({ where: { id: known }, select: { id: true } });
    return { id: known, authorId };
  },
  audit: ({ output }) => ({ entityType: "note", entityId: output.id, before: { author_id: output.authorId } }),
});
