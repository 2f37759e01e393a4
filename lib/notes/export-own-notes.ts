// The notes that a person authored, for their own export. Notes of a suspended organization are left out.
import "server-only";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { userOperation } from "@/lib/access/operation";
import { readIdCursor } from "@/lib/lists/pages";
import { exportPage, ExportPageInput } from "@/lib/users/export-page";

export const exportOwnNotes = userOperation({
  name: "notes.export-own",
  effect: "read",
  limit: generalLimitOnly,
  input: ExportPageInput,
  run: exportPage({
    read: (db, { userId, cursor, take }) =>
      db.note.findMany({
        where: { author: { userId, organization: { suspendedAt: null } }, id: { gt: readIdCursor(cursor) } },
        orderBy: { id: "asc" },
        take,
        select: {
          id: true,
          title: true,
          content: true,
          createdAt: true,
          updatedAt: true,
          organization: { select: { slug: true } },
        },
      }),
    cursorOf: ({ id }) => id,
    view: (row) => ({
      id: row.id,
      organization: row.organization.slug,
      title: row.title,
      content: row.content,
      created_at: row.createdAt.toISOString(),
      updated_at: row.updatedAt.toISOString(),
    }),
  }),
});
