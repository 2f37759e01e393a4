// Takes snapshots of an instance's whole database, so that a test can show that nothing changed.
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import type { Instance } from "@/tests/setup/instances";
import { withDatabase } from "./database";

/** Columns that any request with a session changes: last-seen times, and the session's expiry. */
const SLIDING: Record<string, string> = {
  "public.sessions": "- '{last_seen_at,expires_at}'::text[]",
  "public.memberships": "- 'last_seen_at'",
};

/** Every row of every table, as text. */
async function snapshot(client: pg.Client): Promise<Record<string, string[]>> {
  const tables = await client.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`,
  );
  const held: Record<string, string[]> = {};
  for (const { name } of tables.rows) {
    const rows = await client.query<{ row: string }>(
      `SELECT (to_jsonb(t) ${SLIDING[name] ?? ""})::text AS row FROM ${name} AS t ORDER BY 1`,
    );
    held[name] = rows.rows.map(({ row }) => row);
  }
  return held;
}

/** Waits until all queued mail has been delivered, because its rows change until then. */
async function untilMailIsOut(client: pg.Client): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const { rowCount } = await client.query(`SELECT FROM outbox_mails WHERE status = 'queued'`);
    if (rowCount === 0) return;
    await sleep(100);
  }
  throw new Error("the outbox does not empty");
}

/** Snapshots of the database from before and after `work`. */
export function aroundDatabase(app: Instance, work: () => Promise<void>) {
  return withDatabase(app, async (client) => {
    await untilMailIsOut(client);
    const before = await snapshot(client);
    await work();
    await untilMailIsOut(client);
    return { before, after: await snapshot(client) };
  });
}
