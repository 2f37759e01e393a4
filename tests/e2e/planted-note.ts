// A note, created directly in an instance's database.
import { randomUUID } from "node:crypto";
import type pg from "pg";

/** @returns its id */
export async function insertNote(client: pg.Client, organization: string, author: string): Promise<string> {
  const id = randomUUID();
  const sql = `INSERT INTO notes (id, organization_id, author_id, title, content) VALUES ($1, $2, $3, 'A note', 'of the house')`;
  await client.query(sql, [id, organization, author]);
  return id;
}

/** A note whose title and text are a single word each. @returns its id */
export async function insertLongNote(client: pg.Client, organization: string, author: string): Promise<string> {
  const id = await insertNote(client, organization, author);
  await client.query(`UPDATE notes SET title = $2, content = $3 WHERE id = $1`, [id, "W".repeat(200), "W".repeat(3_000)]);
  return id;
}
