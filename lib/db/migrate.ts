// Applies prisma/migrations as `prisma migrate deploy` does, without its native engine: in order, each in one transaction
// with its history row, and only once even if several instances start together. Prisma's own command also works on the same
// database.
import "server-only";
import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type pg from "pg";
import { connected, readWith, type Read } from "./connected";
import { findEnvironment, writeEnvironment, type Environment } from "./environment";

interface Migration {
  name: string;
  sql: string;
  checksum: string;
}

interface MigrationRecord {
  migration_name: string;
  checksum: string;
  finished: boolean;
}

export interface MigrateOptions {
  migrationsDir?: string;
  /** The age in days at which audit entries may be deleted. If absent, the database keeps its current value. */
  auditRetentionDays?: number;
  /** The environment to which the database belongs from now on. If absent, the database keeps its current value. */
  environment?: Environment;
  /** Allows a database of production to become one of another environment, because it is a restored copy. */
  takeOver?: boolean;
  /** Refuses the migrated database by throwing. Its environment is recorded only afterwards. */
  check?: (client: pg.Client) => Promise<void>;
}

/** The history in the database differs from the files, a migration failed, or the database belongs to production. */
export class MigrationError extends Error {
  override readonly name = "MigrationError";
}

// The advisory lock key of Prisma's own engine, so that only one of the two runs at a time.
const LOCK_KEY = 72_707_369;
const WAIT_FOR_OTHERS = "120s";
// A schema change that waits for a long transaction blocks all later queries, so the migration gives up instead.
const WAIT_FOR_TABLES = "15s";

const RECORDS_TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id                  VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum            VARCHAR(64) NOT NULL,
  finished_at         TIMESTAMPTZ,
  migration_name      VARCHAR(255) NOT NULL,
  logs                TEXT,
  rolled_back_at      TIMESTAMPTZ,
  started_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;

async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(path.join(folder, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    }),
  );
}

function readRecords(read: Read): Promise<MigrationRecord[]> {
  return read<MigrationRecord>`
    SELECT migration_name, checksum, finished_at IS NOT NULL AS finished
      FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at`;
}

/**
 * The migrations that are still to be applied.
 * @throws MigrationError naming the migration that failed earlier, is missing or was changed
 */
function pending(migrations: Migration[], records: MigrationRecord[]): Migration[] {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const record of records) {
    const name = record.migration_name;
    const migration = known.get(name);
    if (!record.finished) throw new MigrationError(`Migration ${name} failed earlier and was not resolved.`);
    if (!migration) throw new MigrationError(`Migration ${name} was applied, but its file is missing.`);
    if (migration.checksum !== record.checksum) {
      throw new MigrationError(
        `Migration ${name} was changed after it had been applied: restore its file, or start with an empty database.`,
      );
    }
  }
  const applied = new Set(records.map((record) => record.migration_name));
  return migrations.filter(({ name }) => !applied.has(name));
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  await client.query("BEGIN");
  try {
    await client.query(`SET LOCAL lock_timeout = '${WAIT_FOR_TABLES}'`);
    await client.query(migration.sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), migration.checksum, migration.name],
    );
    await client.query("COMMIT");
  } catch (cause) {
    await client.query("ROLLBACK");
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new MigrationError(`Migration ${migration.name} failed and was rolled back: ${reason}`, { cause });
  }
}

/** Stores the retention in a table, where the log's trigger reads it, because any session could override a setting. */
async function writeAuditRetention(client: pg.Client, days: number): Promise<void> {
  await client.query(
    `INSERT INTO audit_retention (days) VALUES ($1)
     ON CONFLICT (id) DO UPDATE SET days = excluded.days WHERE audit_retention.days <> excluded.days`,
    [days],
  );
}

/** @throws MigrationError */
async function refuseProduction(read: Read, { environment, takeOver = false }: MigrateOptions): Promise<void> {
  if (environment === undefined || environment === "prod" || takeOver) return;
  if ((await findEnvironment(read)) !== "prod") return;
  throw new MigrationError(
    `This database belongs to prod, not to ${environment}. If it is a restored copy, run: npm run migrate -- --take-over`,
  );
}

function folderOf(options: MigrateOptions): string {
  return options.migrationsDir ?? path.join(process.cwd(), "prisma", "migrations");
}

/**
 * Applies the pending migrations and returns their names. The lock is held until the connection closes.
 * @throws MigrationError
 */
export async function migrate(databaseUrl: string, options: MigrateOptions = {}): Promise<string[]> {
  const migrations = await readMigrations(folderOf(options));
  return connected(databaseUrl, {}, async (client) => {
    await client.query(`SET statement_timeout = 0; SET lock_timeout = '${WAIT_FOR_OTHERS}'`);
    await client.query("SELECT pg_advisory_lock($1)", [LOCK_KEY]);
    await refuseProduction(readWith(client), options);
    await client.query(RECORDS_TABLE);
    const todo = pending(migrations, await readRecords(readWith(client)));
    for (const migration of todo) await apply(client, migration);
    if (options.auditRetentionDays !== undefined) await writeAuditRetention(client, options.auditRetentionDays);
    await options.check?.(client);
    if (options.environment !== undefined) await writeEnvironment(client, options.environment);
    return todo.map(({ name }) => name);
  });
}

/**
 * Names of migrations that the database does not have yet.
 * @throws MigrationError if the histories differ
 */
export async function pendingMigrations(read: Read, options: MigrateOptions = {}): Promise<string[]> {
  const migrations = await readMigrations(folderOf(options));
  const [table] = await read<{ exists: boolean }>`
    SELECT to_regclass('_prisma_migrations') IS NOT NULL AS exists`;
  return pending(migrations, table?.exists ? await readRecords(read) : []).map(({ name }) => name);
}
