// Databases as a hosted service provides them: owned by an ordinary role that is not a superuser.
import pg from "pg";
import type { Cluster } from "./cluster";

export const OWNER = "gatehouse";

export function connectionUrl(port: number, user: string, password: string, database: string): string {
  return `postgresql://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
}

export function superuserUrl(cluster: Cluster, database: string): string {
  return connectionUrl(cluster.port, "postgres", cluster.superuserPassword, database);
}

export function ownerUrl(cluster: Cluster, ownerPassword: string, database: string): string {
  return connectionUrl(cluster.port, OWNER, ownerPassword, database);
}

async function asSuperuser<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Creates the app's role. Its password is set at every start, so that a new password takes effect. */
export async function ensureOwner(cluster: Cluster, password: string): Promise<void> {
  await asSuperuser(superuserUrl(cluster, "postgres"), async (client) => {
    const { rowCount } = await client.query("SELECT 1 FROM pg_roles WHERE rolname = $1", [OWNER]);
    const attributes = `LOGIN CREATEROLE NOSUPERUSER NOCREATEDB PASSWORD ${client.escapeLiteral(password)}`;
    await client.query(`${rowCount ? "ALTER" : "CREATE"} ROLE ${OWNER} ${attributes}`);
  });
}

/** Creates a database owned by the app's role, as a copy of `template` if given. Keeps an existing one. */
export async function createDatabase(superuser: string, name: string, template = "template1"): Promise<void> {
  await asSuperuser(superuser, async (client) => {
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [name]);
    if (rowCount) return;
    const [database, source] = [name, template].map((identifier) => client.escapeIdentifier(identifier));
    await client.query(`CREATE DATABASE ${database} TEMPLATE ${source} OWNER ${OWNER}`);
    await client.query(`REVOKE CONNECT, TEMPORARY ON DATABASE ${database} FROM PUBLIC`);
  });
}

/** Drops the database even if connections to it are open. */
export async function dropDatabase(superuser: string, name: string): Promise<void> {
  await asSuperuser(superuser, async (client) => {
    await client.query(`DROP DATABASE ${client.escapeIdentifier(name)} WITH (FORCE)`);
  });
}
