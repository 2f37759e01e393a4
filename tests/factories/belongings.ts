// Everything that belongs to an organization, so that a test can show that nothing changed.
import type pg from "pg";

/** Every row of every tenant table, and the organization itself, one row per line. */
export async function belongingsOf(superuser: pg.Client, organizationId: string): Promise<string[]> {
  const { rows: tables } = await superuser.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
      WHERE a.attname = 'organization_id' AND NOT a.attisdropped AND c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace ORDER BY 1`,
  );
  const held: string[] = [];
  for (const [table, column] of [["organizations", "id"], ...tables.map(({ name }) => [name, "organization_id"])]) {
    const { rows } = await superuser.query<{ row: string }>(
      `SELECT (to_jsonb(t) - 'last_seen_at' - 'last_used_at')::text AS row FROM ${table} t WHERE ${column} = $1 ORDER BY 1`,
      [organizationId],
    );
    held.push(...rows.map(({ row }) => `${table}: ${row}`));
  }
  return held;
}
