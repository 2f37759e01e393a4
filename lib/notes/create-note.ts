// Adds a note with the actor as its author. Concurrent requests cannot exceed the number of notes that the plan allows.
import "server-only";
import { anyCredential } from "@/lib/access/accepts";
import { userIdOf } from "@/lib/access/actor";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { orgOperation } from "@/lib/access/operation";
import { AppError } from "@/lib/errors/app-error";
import { hasRoom } from "@/lib/plans/feature-value";
import { planOf } from "@/lib/plans/plan-of";
import { MAX_NOTES } from "./max-notes";
import { getNoteRow } from "./queries";
import { CreateNoteInput } from "./schemas";
import { NoteView, toView } from "./view";

export const createNote = orgOperation({
  name: "notes.create",
  accepts: anyCredential,
  effect: "write",
  isRoutine: true,
  idempotent: true,
  minRole: "member",
  limit: generalLimitOnly,
  input: CreateNoteInput,
  output: NoteView,
  // Serializes note creation within an organization, so that no other note is inserted between the count and the insert.
  lock: "NO KEY UPDATE",
  run: async ({ db, actor }, { title, content }) => {
    const { id: organizationId } = actor.organization;
    const { features } = await planOf(db, organizationId, [MAX_NOTES]);
    if (!hasRoom(features.max_notes, await db.note.count())) throw new AppError("QUOTA_EXCEEDED");
    const data = { organizationId, authorId: userIdOf(actor), title, content };
    const { id } = await db.note.create({ data, select: { id: true } });
    return toView(actor, await getNoteRow(db, id));
  },
  audit: ({ output }) => ({ entityType: "note", entityId: output.id }),
});
