// The notes that a person wrote and still is the author of, for their own export. What a suspended organization has
// stays closed here as well.
import "server-only";
import { readIdCursor } from "@/lib/lists/pages";
import { exportPart } from "@/lib/users/export-page";

export const exportOwnNotes = exportPart({
  name: "notes.export-own",
  read: (db, { userId, cursor, take }) =>
    db.note.findMany({
      where: { author: { userId, organization: { suspendedAt: null } }, id: { gt: readIdCursor(cursor) } },
      orderBy: { id: "asc" },
      take,
      select: {
        id: true, title: true, content: true, createdAt: true, updatedAt: true,
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
});
