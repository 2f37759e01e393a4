// Everything that belongs to an organization, so that a test can show that nothing changed.
import { isDeepStrictEqual } from "node:util";
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

type Row = Record<string, unknown>;

/** What changed: `table.column` of a row in both lists, `table` for a row in only one of them. Each is named once, in order. */
export function differencesOf(before: string[], after: string[]): string[] {
  const [old, now] = [rowsOf(before), rowsOf(after)];
  const changed = [...new Set([...old.keys(), ...now.keys()])].flatMap((key) => {
    const table = key.slice(0, key.indexOf(": "));
    const [one, other] = [old.get(key), now.get(key)];
    if (!one || !other) return [table];
    const columns = Object.keys({ ...one, ...other });
    return columns.filter((column) => !isDeepStrictEqual(one[column], other[column])).map((column) => `${table}.${column}`);
  });
  return [...new Set(changed)].sort();
}

/** By table and id. */
function rowsOf(belongings: string[]): Map<string, Row> {
  return new Map(
    belongings.map((line) => {
      const end = line.indexOf(": ") + 2;
      const row = JSON.parse(line.slice(end)) as Row;
      return [line.slice(0, end) + String(row.id), row];
    }),
  );
}
