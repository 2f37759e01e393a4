// A clock that a test advances, for this process and its database. Functions in a schema that precedes pg_catalog replace
// `now()` and `clock_timestamp()` in every query. Start the clock before any connection is made. Stopping it drops the
// database, because its future rows would mislead later tests.
import pg from "pg";
import { vi } from "vitest";
import { administrationUrl, superuserDatabaseUrl, workerDatabase } from "@/tests/setup/databases";
import { dropDatabase } from "../../scripts/postgres/databases";

export interface SimulatedClock {
  pass: (minutes: number) => Promise<void>;
  stop: () => Promise<void>;
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
  const realNow = Date.now.bind(Date);
  let ahead = 0;
  vi.useFakeTimers({ toFake: ["Date"], now: realNow() });
  return {
    pass: async (minutes) => {
      ahead += minutes * 60_000;
      await client.query("UPDATE simulated.clock SET ahead = make_interval(secs => $1)", [ahead / 1000]);
      vi.setSystemTime(realNow() + ahead);
    },
    stop: async () => {
      vi.useRealTimers();
      await client.end();
      await dropDatabase(administrationUrl, workerDatabase);
    },
  };
}
