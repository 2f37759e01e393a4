// Notes created directly in the database.
import { inSystemTransaction } from "@/lib/db/transaction";

/** @returns its id */
export async function createNoteOf(organizationId: string, authorId: string): Promise<string> {
  const data = { organizationId, authorId, title: "A note", content: "" };
  return (await inSystemTransaction((db) => db.note.create({ data, select: { id: true } }))).id;
}
