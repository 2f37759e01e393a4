// A clock that a test advances, for this process and its database. Functions in a schema that precedes pg_catalog replace
// `now()` and `clock_timestamp()` in every query. Only new connections see that schema, so starting the clock closes the
// app's pool, which earlier test files may have used. Stopping it drops the database, because its future rows would mislead
// later tests.
import pg from "pg";
import { vi } from "vitest";
import type { Database } from "@/lib/db/client";
import { inSystemTransaction } from "@/lib/db/transaction";
import { administrationUrl, superuserDatabaseUrl, workerDatabase } from "@/tests/setup/databases";
import { dropDatabase } from "../../scripts/postgres/databases";

const TOLERANCE_MS = 10_000;

export interface SimulatedClock {
  pass: (minutes: number) => Promise<void>;
  stop: () => Promise<void>;
}

async function closePool(): Promise<void> {
  const holder = globalThis as typeof globalThis & { gatehouseDatabase?: Database };
  const pool = holder.gatehouseDatabase;
  delete holder.gatehouseDatabase;
  await pool?.client.$disconnect();
}

/** Without this check, a test whose database kept the real clock would pass without testing anything. */
async function requireSameTime(): Promise<void> {
  const [row] = await inSystemTransaction((db) => db.$queryRaw<[{ now: Date }]>`SELECT now()`);
  const apart = Math.abs(row.now.getTime() - Date.now());
  if (apart > TOLERANCE_MS) throw new Error(`The clocks of the process and of the database are ${apart} ms apart`);
}

export async function simulateClock(): Promise<SimulatedClock> {
  const client = new pg.Client({ connectionString: superuserDatabaseUrl });
  await client.connect();
  const database = client.escapeIdentifier(workerDatabase);
  await client.query(`
    CREATE SCHEMA simulated;
    CREATE TABLE simulated.clock AS SELECT interval '0' AS ahead;
    CREATE FUNCTION simulated.now() RETURNS timestamptz LANGUAGE sql STABLE AS 'SELECT pg_catalog.now() + ahead FROM simulated.clock';
    CREATE FUNCTION simulated.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE
      AS 'SELECT pg_catalog.clock_timestamp() + ahead FROM simulated.clock';
    GRANT USAGE ON SCHEMA simulated TO PUBLIC;
    GRANT SELECT ON simulated.clock TO PUBLIC;
    ALTER DATABASE ${database} SET search_path = simulated, pg_catalog, public`);
  await closePool();
  const realNow = Date.now.bind(Date);
  let ahead = 0;
  vi.useFakeTimers({ toFake: ["Date"], now: realNow() });
  return {
    pass: async (minutes) => {
      ahead += minutes * 60_000;
      await client.query("UPDATE simulated.clock SET ahead = make_interval(secs => $1)", [ahead / 1000]);
      vi.setSystemTime(realNow() + ahead);
      await requireSameTime();
    },
    stop: async () => {
      vi.useRealTimers();
      await client.end();
      await closePool();
      await dropDatabase(administrationUrl, workerDatabase);
    },
  };
}
