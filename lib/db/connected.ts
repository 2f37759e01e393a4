// One connection as the app's own role, outside its pool and in no transaction: for migrations and for what is read about them.
import "server-only";
import pg from "pg";

// What answers a health check must not hang when the database does.
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
  // A connection lost between two queries is an event; the next query reports it.
  client.on("error", () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
