// A note, put into an instance's database.
import { randomUUID } from "node:crypto";
import type pg from "pg";

/** @returns its id */
export async function insertNote(client: pg.Client, organization: string, author: string): Promise<string> {
  const id = randomUUID();
  const sql = `INSERT INTO notes (id, organization_id, author_id, title, content) VALUES ($1, $2, $3, 'A note', 'of the house')`;
  await client.query(sql, [id, organization, author]);
  return id;
}
