// The notes that a user wrote, for their own export. Notes of a suspended organization are left out.
import "server-only";
import { sessionOnly } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { userOperation } from "@/lib/access/operation";
import { readIdCursor } from "@/lib/lists/pages";
import { exportPage, ExportPageInput } from "@/lib/users/export-page";
import { findOwnNotes } from "./queries";

export const exportOwnNotes = userOperation({
  name: "notes.export-own",
  accepts: sessionOnly,
  effect: "read",
  limit: generalLimitOnly,
  input: ExportPageInput,
  run: exportPage({
    read: (db, { userId, cursor, take }) => findOwnNotes(db, { userId, after: readIdCursor(cursor), take }),
    cursorOf: ({ id }) => id,
    view: (row) => ({
      id: row.id,
      organization: row.slug,
      title: row.title,
      content: row.content,
      created_at: row.createdAt.toISOString(),
      updated_at: row.updatedAt.toISOString(),
    }),
  }),
});
