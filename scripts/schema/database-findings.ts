// Finds problems in a database that would stop production. A database that cannot be reached is not an error, because
// firewalls may block this machine. A server that responds but refuses the connection, or cannot prove its identity, is an
// error.
import pg from "pg";
import { readerOf, readWith } from "@/lib/db/connected";
import { findEnvironment } from "@/lib/db/environment";
import { MigrationError, pendingMigrations } from "@/lib/db/migrate";
import { findOpenings } from "@/lib/db/openings";
import type { Env } from "@/lib/env/schema";
import { codeOf, messageOf } from "../failure";
import { countSeededUsers } from "./seeded-users";

export interface Finding {
  kind: "error" | "note";
  text: string;
}

/** The part of the configuration that the database must agree with. */
export type Expected = Pick<Env, "APP_ENV" | "AUDIT_RETENTION_DAYS" | "preview">;

const OLDEST = 150_000;
/** Errors that mean that no server responded. Any other connection error would also stop production. */
const UNREACHABLE = [
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOENT",
];
const NO_ANSWER_IN_TIME = /^timeout expired$|terminated due to connection timeout/i;

const error = (text: string): Finding => ({ kind: "error", text });
const note = (text: string): Finding => ({ kind: "note", text });

async function serverFindings(client: pg.Client): Promise<Finding[]> {
  const { rows } = await client.query<{ version: number; exempt: boolean }>(
    `SELECT current_setting('server_version_num')::int AS version, rolsuper OR rolbypassrls AS exempt
       FROM pg_roles WHERE rolname = current_user`,
  );
  const findings: Finding[] = [];
  if ((rows[0]?.version ?? OLDEST) < OLDEST) findings.push(error("The database is older than PostgreSQL 15."));
  if (rows[0]?.exempt)
    findings.push(note("The database user is a superuser: an ordinary user that owns the database is enough."));
  return findings;
}

async function retentionFindings(client: pg.Client, days: number): Promise<Finding[]> {
  const { rows } = await client.query<{ days: number }>("SELECT days FROM audit_retention");
  const [row] = rows;
  if (!row) return [error("The audit log has no retention, so its entries are never deleted (npm run migrate).")];
  if (row.days === days) return [];
  return [note(`AUDIT_RETENTION_DAYS is ${days}, but the database's retention is ${row.days} (npm run migrate).`)];
}

async function environmentFindings(client: pg.Client, { APP_ENV, preview }: Expected): Promise<Finding[]> {
  const environment = await findEnvironment(readWith(client));
  if (environment === null) {
    const text = "The database does not say to which environment it belongs, so no preview uses it (npm run migrate).";
    return [preview ? error(text) : note(text)];
  }
  if (preview)
    return environment === "prod" ? [error("This is production's database: a preview needs a database of its own.")] : [];
  if (environment === APP_ENV) return [];
  const difference = `APP_ENV is ${APP_ENV}, but the database belongs to ${environment}`;
  if (APP_ENV === "prod") return [error(`${difference}, so previews may use it (npm run migrate).`)];
  if (environment === "prod") return [note(`${difference} (for a restored copy: npm run migrate -- --take-over).`)];
  return [note(`${difference} (npm run migrate).`)];
}

async function migrationFindings(client: pg.Client, url: string, expected: Expected): Promise<Finding[]> {
  try {
    const pending = await pendingMigrations(readerOf(url));
    if (pending.length > 0) return [note(`Migrations to apply: ${pending.join(", ")} (npm run migrate).`)];
  } catch (problem) {
    if (problem instanceof MigrationError) return [error(problem.message)];
    throw problem;
  }
  const people = await countSeededUsers(client);
  const seeded = people > 0 ? [error(`${people} users of the development seed are in this database: delete them.`)] : [];
  const openings = (await findOpenings(readerOf(url))).map(({ isOpen, text }) => (isOpen ? error(text) : note(text)));
  return [...seeded, ...openings, ...(await retentionFindings(client, expected.AUDIT_RETENTION_DAYS))];
}

function connectionFinding(problem: unknown): Finding {
  const reason = codeOf(problem) ?? messageOf(problem);
  const unreachable = UNREACHABLE.includes(reason) || NO_ANSWER_IN_TIME.test(reason);
  if (unreachable) return note(`The database could not be reached from here and was not checked (${reason}).`);
  return error(`The database answers, but no connection that meets the configuration could be established (${reason}).`);
}

/** Findings about the app's own connection, for an app whose migrations use another connection. */
export async function pooledFindings(url: string): Promise<Finding[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.end();
    return [];
  } catch (problem) {
    return [connectionFinding(problem)];
  }
}

export async function databaseFindings(url: string, expected: Expected): Promise<Finding[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000, query_timeout: 10_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
  } catch (problem) {
    return [connectionFinding(problem)];
  }
  try {
    return [
      ...(await serverFindings(client)),
      ...(await environmentFindings(client, expected)),
      ...(await migrationFindings(client, url, expected)),
    ];
  } finally {
    await client.end();
  }
}
