import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readerOf } from "@/lib/db/connected";
import { migrate, pendingMigrations } from "@/lib/db/migrate";
import { createDatabase } from "../../scripts/postgres/databases";
import { NO_FILTERS, schemaDifference, withSchemaEngine } from "../../scripts/schema/difference";
import { administrationUrl, databaseUrl, databaseUrls, workerDatabase } from "../setup/databases";

const MIGRATIONS = path.resolve("prisma/migrations");

async function migrationNames(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe("prisma/migrations", () => {
  test("produce exactly the schema that prisma/schema describes", async () => {
    expect(await schemaDifference(databaseUrl)).toBe("");
  });

  test.each([
    ["is missing", "", /^-- AddForeignKey\nALTER TABLE "invitations" ADD CONSTRAINT "invitations_organization_id_fkey"/],
    [
      "differs",
      "ON DELETE RESTRICT",
      /^-- DropForeignKey\n.* DROP CONSTRAINT "invitations_organization_id_fkey";[^]* ON DELETE CASCADE/,
    ],
  ])("no longer match the schema if a foreign key %s", async (_what, instead, sql) => {
    const key = (onDelete: string) =>
      `ADD CONSTRAINT invitations_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ${onDelete} ON UPDATE CASCADE`;
    const drop = "ALTER TABLE invitations DROP CONSTRAINT IF EXISTS invitations_organization_id_fkey";
    try {
      await query(databaseUrl, instead === "" ? drop : `${drop}, ${key(instead)}`);
      expect(await schemaDifference(databaseUrl)).toMatch(sql);
    } finally {
      await query(databaseUrl, `${drop}, ${key("ON DELETE CASCADE")}`);
    }
    expect(await schemaDifference(databaseUrl)).toBe("");
  });

  test("are all applied, and recorded as Prisma's own engine would record them", async () => {
    const records = await query(
      databaseUrl,
      `SELECT migration_name, checksum, applied_steps_count, logs, rolled_back_at,
              finished_at >= started_at AS finished FROM _prisma_migrations ORDER BY migration_name`,
    );
    const names = await migrationNames(MIGRATIONS);
    expect(names.length).toBeGreaterThan(0);
    expect(records).toEqual(
      await Promise.all(
        names.map(async (name) => ({
          migration_name: name,
          checksum: createHash("sha256")
            .update(await readFile(path.join(MIGRATIONS, name, "migration.sql")))
            .digest("hex"),
          applied_steps_count: 1,
          logs: null,
          rolled_back_at: null,
          finished: true,
        })),
      ),
    );
    expect(await pendingMigrations(readerOf(databaseUrl))).toEqual([]);
  });
});

describe("migrate", () => {
  const database = `${workerDatabase}_migrate`;
  const { owner } = databaseUrls(database);
  let migrationsDir: string;

  beforeEach(async () => {
    migrationsDir = await mkdtemp(path.join(tmpdir(), "gatehouse-migrations-"));
    await query(administrationUrl, `DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
    await createDatabase(administrationUrl, database);
    await add("1_first", "CREATE TABLE first (id int)");
    await add("2_second", "CREATE TABLE second (id int); INSERT INTO second VALUES (1)");
  });

  afterEach(() => rm(migrationsDir, { recursive: true }));

  async function add(name: string, sql: string): Promise<void> {
    await mkdir(path.join(migrationsDir, name), { recursive: true });
    await writeFile(path.join(migrationsDir, name, "migration.sql"), sql);
  }

  test("applies migrations in order, and none when run again", async () => {
    expect(await pendingMigrations(readerOf(owner), { migrationsDir })).toEqual(["1_first", "2_second"]);
    expect(await migrate(owner, { migrationsDir })).toEqual(["1_first", "2_second"]);
    expect(await pendingMigrations(readerOf(owner), { migrationsDir })).toEqual([]);
    expect(await migrate(owner, { migrationsDir })).toEqual([]);
  });

  test("applies each migration once when several processes run at the same time", async () => {
    const results = await Promise.all(Array.from({ length: 5 }, () => migrate(owner, { migrationsDir })));
    expect(results.flat().sort()).toEqual(["1_first", "2_second"]);
    expect(await query(owner, "SELECT count(*)::int AS rows FROM second")).toEqual([{ rows: 1 }]);
  });

  test("names a failing migration, rolls it back completely, and keeps the earlier ones", async () => {
    await add("3_third", "CREATE TABLE third (id int); SELECT 1/0");
    await expect(migrate(owner, { migrationsDir })).rejects.toThrow(/3_third failed and was rolled back: division/);
    expect(await pendingMigrations(readerOf(owner), { migrationsDir })).toEqual(["3_third"]);
    expect(await query(owner, "SELECT to_regclass('third') AS third")).toEqual([{ third: null }]);
  });

  test("names and refuses a migration that was changed after it was applied", async () => {
    await migrate(owner, { migrationsDir });
    await add("1_first", "CREATE TABLE other (id int)");
    await expect(migrate(owner, { migrationsDir })).rejects.toThrow(/1_first was changed/);
    await expect(pendingMigrations(readerOf(owner), { migrationsDir })).rejects.toThrow(/1_first was changed/);
  });

  test("names and refuses an applied migration whose file is missing", async () => {
    await migrate(owner, { migrationsDir });
    await rm(path.join(migrationsDir, "2_second"), { recursive: true });
    await expect(migrate(owner, { migrationsDir })).rejects.toThrow(/2_second was applied, but its file is missing/);
  });

  test("names and refuses a migration that Prisma recorded as failed, but accepts a resolved one", async () => {
    await migrate(owner, { migrationsDir });
    await query(owner, "UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name = '2_second'");
    await expect(migrate(owner, { migrationsDir })).rejects.toThrow(/2_second failed earlier/);
    await query(owner, "UPDATE _prisma_migrations SET rolled_back_at = now() WHERE migration_name = '2_second'");
    expect(await pendingMigrations(readerOf(owner), { migrationsDir })).toEqual(["2_second"]);
  });

  async function migrationsList() {
    const names = await migrationNames(migrationsDir);
    const read = (name: string) => readFile(path.join(migrationsDir, name, "migration.sql"), "utf8");
    const directory = async (name: string) => ({
      path: name,
      migrationFile: { path: "migration.sql", content: { tag: "ok" as const, value: await read(name) } },
    });
    return {
      baseDir: migrationsDir,
      lockfile: { path: "migration_lock.toml", content: 'provider = "postgresql"\n' },
      shadowDbInitScript: "",
      migrationDirectories: await Promise.all(names.map(directory)),
    };
  }

  async function applyWithPrisma(): Promise<string[]> {
    const input = { migrationsList: await migrationsList(), filters: NO_FILTERS };
    return withSchemaEngine(owner, async (engine) => (await engine.applyMigrations(input)).appliedMigrationNames);
  }

  test("continues after migrations that Prisma's own engine applied, and vice versa", async () => {
    await migrate(owner, { migrationsDir });
    const history = { migrationsList: await migrationsList(), optInToShadowDatabase: false, filters: NO_FILTERS };
    expect(await withSchemaEngine(owner, (engine) => engine.diagnoseMigrationHistory(history))).toEqual({
      editedMigrationNames: [],
      failedMigrationNames: [],
      hasMigrationsTable: true,
      history: null,
    });
    await add("3_third", "CREATE TABLE third (id int)");
    expect(await applyWithPrisma()).toEqual(["3_third"]);
    await add("4_fourth", "CREATE TABLE fourth (id int)");
    expect(await migrate(owner, { migrationsDir })).toEqual(["4_fourth"]);
    expect(await applyWithPrisma()).toEqual([]);
  });
});
