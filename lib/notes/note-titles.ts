// Resolves note ids to titles for the organization's audit log. Checks no further rights, because every member may read
// every note.
import "server-only";
import type { ReadNames } from "@/lib/access/feature-spec";

export const noteTitles: ReadNames = async (db, ids) => {
  const notes = await db.note.findMany({ where: { id: { in: ids } }, select: { id: true, title: true } });
  return new Map(notes.map(({ id, title }) => [id, title]));
};
