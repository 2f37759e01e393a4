// Changes a note. Only the note's author or an admin may change it. Refuses a change whose `if_updated_at` is outdated, so
// that no user overwrites a change that they have not seen.
import "server-only";
import { anyCredential } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { orgOperation } from "@/lib/access/operation";
import { AppError } from "@/lib/errors/app-error";
import { mayChangeNote } from "./policy";
import { getNoteRow, lockNote } from "./queries";
import { UpdateNoteInput } from "./schemas";
import { toView } from "./view";

export const updateNote = orgOperation({
  name: "notes.update",
  accepts: anyCredential,
  effect: "write",
  isRoutine: true,
  minRole: "member",
  limit: generalLimitOnly,
  input: UpdateNoteInput,
  lock: "KEY SHARE",
  run: async ({ db, actor }, { id, title, content, if_updated_at: expected }) => {
    const note = await lockNote(db, id);
    if (!mayChangeNote(actor, note.authorId)) throw new AppError("ACCESS_DENIED");
    if (expected !== undefined && Date.parse(expected) !== note.updatedAt.getTime()) throw new AppError("CONFLICT");
    // Increases even if the clock goes back, because this time is the version of the note.
    const updatedAt = new Date(Math.max(Date.now(), note.updatedAt.getTime() + 1));
    await db.note.update({ where: { id }, data: { title, content, updatedAt }, select: { id: true } });
    const changed = [...(title === note.title ? [] : ["title"]), ...(content === note.content ? [] : ["content"])];
    return { note: toView(actor, await getNoteRow(db, id)), changed };
  },
  audit: ({ output }) => ({ entityType: "note", entityId: output.note.id, after: { changed: output.changed } }),
});
