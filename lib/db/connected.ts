// One connection under the app's own role, outside the pool and outside a transaction: for migrations and for reading their
// state.
import "server-only";
import pg from "pg";

// A health check must not hang when the database hangs.
export const READ_LIMITS: pg.ClientConfig = { query_timeout: 10_000 };

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
