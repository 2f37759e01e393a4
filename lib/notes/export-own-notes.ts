// The notes that a person wrote and still is the author of, for their own export. What a suspended organization has
// stays closed here as well.
import "server-only";
import { inherit } from "@/lib/access/limit-rule";
import { userOperation } from "@/lib/access/operation";
import { EXPORT_PAGE, exportPage, ExportPageInput, type ExportPage } from "@/lib/users/export-page";

export const exportOwnNotes = userOperation({
  name: "notes.export-own",
  effect: "read",
  limit: inherit,
  input: ExportPageInput,
  run: async ({ db, actor }, { after }): Promise<ExportPage> => {
    const rows = await db.note.findMany({
      where: { author: { userId: actor.user.id, organization: { suspendedAt: null } }, ...(after ? { id: { gt: after } } : {}) },
      orderBy: { id: "asc" },
      take: EXPORT_PAGE + 1,
      select: {
        id: true, title: true, content: true, createdAt: true, updatedAt: true,
        organization: { select: { slug: true } },
      },
    });
    return exportPage(rows, (row) => ({
      id: row.id,
      organization: row.organization.slug,
      title: row.title,
      content: row.content,
      created_at: row.createdAt.toISOString(),
      updated_at: row.updatedAt.toISOString(),
    }));
  },
});
