// The databases of this test worker. The ordinary URL is the app's: its role owns the tables and is not a superuser. With
// the superuser's URL, tests inspect and break what the app itself could not.
import pg from "pg";
import { inject } from "vitest";

declare module "vitest" {
  export interface ProvidedContext {
    clusterUrls: { owner: string; superuser: string; template: string };
  }
}

const urls = inject("clusterUrls");

function named(url: string, database: string): string {
  const result = new URL(url);
  result.pathname = `/${database}`;
  return result.toString();
}

export const templateDatabase = urls.template;
export const workerDatabase = `worker_${process.env.VITEST_POOL_ID ?? "1"}`;
export const databaseUrl = named(urls.owner, workerDatabase);
export const superuserDatabaseUrl = named(urls.superuser, workerDatabase);
/** The superuser's URL of the `postgres` maintenance database, for creating other databases. */
export const administrationUrl = named(urls.superuser, "postgres");

/** The URLs of another database of the same cluster. */
export function databaseUrls(database: string): { owner: string; superuser: string } {
  return { owner: named(urls.owner, database), superuser: named(urls.superuser, database) };
}

/** Runs statements on a new connection. @returns the rows of the last statement */
export async function queryAt<Row extends pg.QueryResultRow>(url: string, ...statements: string[]): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    let rows: Row[] = [];
    for (const statement of statements) rows = (await client.query<Row>(statement)).rows;
    return rows;
  } finally {
    await client.end();
  }
}
