// One connection under the app's own role, outside the pool and outside a transaction: for migrations, and for commands that
// read the state of a database.
import "server-only";
import pg from "pg";

/** Runs a query without parameters that reads, under the app's own role: read`SELECT …`. */
export type Read = <Row extends object>(sql: TemplateStringsArray) => Promise<Row[]>;

// A command must not hang when the database hangs.
const READ_LIMITS: pg.ClientConfig = { query_timeout: 10_000 };

export async function connected<T>(
  databaseUrl: string,
  limits: pg.ClientConfig,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: 15_000,
    keepAlive: true,
    ...limits,
  });
  // A connection lost between two queries emits an event; the next query reports the error.
  client.on("error", () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

export function readWith(client: pg.Client): Read {
  return async <Row extends object>([sql = ""]: TemplateStringsArray) => (await client.query<Row>(sql)).rows;
}

/** Reads from any database, each time over a connection of its own. The app itself reads with `readAsApp`. */
export function readerOf(databaseUrl: string): Read {
  return <Row extends object>(sql: TemplateStringsArray) =>
    connected(databaseUrl, READ_LIMITS, (client) => readWith(client)<Row>(sql));
}
