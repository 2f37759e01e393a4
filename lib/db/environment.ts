// Keeps preview deployments away from production's database. A database says in a table which environment it belongs to;
// `npm run migrate` writes it there. A preview refuses a database of production, and one that does not say what it is.
import "server-only";
import type pg from "pg";
import type { Env } from "@/lib/env/schema";
import type { Read } from "./connected";
import { cannotConnect } from "./busy-when-unavailable";

export type Environment = Env["APP_ENV"];

/** @returns null if the database does not say to which environment it belongs */
export async function findEnvironment(read: Read): Promise<Environment | null> {
  const [table] = await read<{ exists: boolean }>`SELECT to_regclass('database_environment') IS NOT NULL AS exists`;
  if (!table?.exists) return null;
  const [row] = await read<{ environment: Environment }>`SELECT environment FROM database_environment`;
  return row?.environment ?? null;
}

export async function writeEnvironment(client: pg.Client, environment: Environment): Promise<void> {
  await client.query(
    `INSERT INTO database_environment (environment) VALUES ($1)
     ON CONFLICT (id) DO UPDATE SET environment = excluded.environment
      WHERE database_environment.environment <> excluded.environment`,
    [environment],
  );
}

/** @throws if a preview must not use the database of this connection */
export async function refuseProduction(connection: pg.ClientBase): Promise<void> {
  const read: Read = async <Row extends object>([sql = ""]: TemplateStringsArray) => (await connection.query<Row>(sql)).rows;
  const environment = await findEnvironment(read);
  if (environment !== null && environment !== "prod") return;
  const reason =
    environment === "prod"
      ? "a preview must not use a database of production: give previews a database of their own"
      : "a preview must not use a database that does not say to which environment it belongs: run npm run migrate";
  throw cannotConnect(reason);
}
