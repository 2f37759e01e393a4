// A preview deployment never uses production's database, however its configuration came to name it.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { SEED_EMAIL_DOMAIN } from "@/lib/auth/seed-domain";
import { asApp, openDatabase, type Database } from "@/lib/db/client";
import { migrate } from "@/lib/db/migrate";
import { TIME_LIMITS } from "@/lib/db/time-limits";
import { inSystemTransaction } from "@/lib/db/transaction";
import type { Env } from "@/lib/env/schema";
import { env } from "@/lib/env/server";
import { readiness } from "@/lib/health/readiness";
import { createDatabase, dropDatabase } from "@/scripts/postgres/databases";
import { databaseFindings } from "@/scripts/schema/database-findings";
import { startStatementProxy, type StatementProxy } from "@/tests/fakes/statement-proxy";
import { administrationUrl, databaseUrls, queryAt, templateDatabase, workerDatabase } from "@/tests/setup/databases";

const NAME = `${workerDatabase}_environment`;
const { owner, superuser } = databaseUrls(NAME);
const holder = globalThis as typeof globalThis & {
  gatehouseDatabase?: Database;
  gatehouseReadiness?: unknown;
  gatehouseLastLogged?: Map<string, number>;
};

const environment = async () => {
  const rows = await queryAt<{ environment: string }>(owner, "SELECT environment FROM database_environment");
  return rows.map((row) => row.environment);
};

beforeAll(async () => {
  await createDatabase(administrationUrl, NAME, templateDatabase);
});
afterAll(() => dropDatabase(administrationUrl, NAME));
beforeEach(() => queryAt(owner, "DELETE FROM database_environment"));

describe("the environment of a database", () => {
  it("is unknown until migrate() records it, and then stays unless migrate() names another one", async () => {
    expect(await environment()).toEqual([]);
    await migrate(owner);
    expect(await environment()).toEqual([]);
    await migrate(owner, { environment: "beta" });
    expect(await environment()).toEqual(["beta"]);
    await migrate(owner);
    expect(await environment()).toEqual(["beta"]);
    await migrate(owner, { environment: "prod" });
    expect(await environment()).toEqual(["prod"]);
    await migrate(owner, { environment: "prod" });
    expect(await environment()).toEqual(["prod"]);
  });

  it.each(["dev", "test", "beta"] as const)(
    "cannot change from prod to %s unless the database is taken over, and nothing is migrated before",
    async (other) => {
      const migrationsDir = await mkdtemp(path.join(tmpdir(), "gatehouse-migrations-"));
      try {
        await cp("prisma/migrations", migrationsDir, { recursive: true });
        const added = path.join(migrationsDir, "99999999999999_added");
        await mkdir(added);
        await writeFile(path.join(added, "migration.sql"), "CREATE TABLE added (id int)");
        await migrate(owner, { environment: "prod" });
        await expect(migrate(owner, { environment: other, migrationsDir })).rejects.toThrow(
          `This database belongs to prod, not to ${other}.`,
        );
        expect(await environment()).toEqual(["prod"]);
        expect(await queryAt(owner, "SELECT to_regclass('added') AS added")).toEqual([{ added: null }]);
        await migrate(owner, { environment: other, takeOver: true });
        expect(await environment()).toEqual([other]);
      } finally {
        await rm(migrationsDir, { recursive: true });
      }
    },
  );

  it("is one of those that exist, in one row", async () => {
    const insert = (values: string) => queryAt(owner, `INSERT INTO database_environment (id, environment) VALUES ${values}`);
    await expect(insert("(true, 'production')")).rejects.toThrow("database_environment_known");
    await expect(insert("(false, 'prod')")).rejects.toThrow("database_environment_one_row");
    await expect(insert("(true, 'prod'), (true, 'beta')")).rejects.toThrow("database_environment_pkey");
  });

  it.each(["tenant_role()", "system_role()"])("is out of reach of %s", async (role) => {
    const client = new pg.Client({ connectionString: owner });
    await client.connect();
    try {
      for (const sql of [
        "SELECT * FROM database_environment",
        "INSERT INTO database_environment (environment) VALUES ('beta')",
        "UPDATE database_environment SET environment = 'beta'",
        "DELETE FROM database_environment",
      ]) {
        await client.query("BEGIN");
        await client.query(`SELECT set_config('role', ${role}, true)`);
        await expect(client.query(sql), sql).rejects.toThrow("permission denied");
        await client.query("ROLLBACK");
      }
    } finally {
      await client.end();
    }
  });
});

describe("npm run migrate", () => {
  async function run(APP_ENV: string | undefined, ...args: string[]) {
    const child = spawn(process.execPath, ["--conditions=react-server", "--import", "tsx", "scripts/migrate.ts", ...args], {
      env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: "production", DATABASE_URL: owner, APP_ENV },
      stdio: ["ignore", "ignore", "pipe"],
    });
    let errors = "";
    child.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
    const [code] = (await once(child, "close")) as [number];
    return { code, errors: errors.trim() };
  }

  it("records APP_ENV, and takes a database of production over only if asked to", async () => {
    expect(await run(undefined)).toEqual({ code: 0, errors: "" });
    expect(await environment()).toEqual(["prod"]);
    expect(await run("beta")).toEqual({
      code: 1,
      errors: "This database belongs to prod, not to beta. If it is a restored copy, run: npm run migrate -- --take-over",
    });
    expect(await run("beta", "--take-ower")).toMatchObject({ code: 1, errors: expect.stringContaining("Usage:") as string });
    expect(await environment()).toEqual(["prod"]);
    expect(await run("beta", "--take-over")).toEqual({ code: 0, errors: "" });
    expect(await environment()).toEqual(["beta"]);
  });

  it("does not record a strict environment for a database with seeded users, which development could not use then", async () => {
    const email = `someone@${SEED_EMAIL_DOMAIN}`;
    await queryAt(superuser, `INSERT INTO users (id, email, name) VALUES (gen_random_uuid(), '${email}', 'Someone')`);
    try {
      expect(await run("prod")).toMatchObject({ code: 1, errors: expect.stringContaining("development seed") as string });
      expect(await environment()).toEqual([]);
      expect(await run("dev")).toEqual({ code: 0, errors: "" });
      expect(await environment()).toEqual(["dev"]);
    } finally {
      await queryAt(superuser, `DELETE FROM users WHERE email = '${email}'`);
    }
  });
});

describe("a preview", () => {
  const { preview, DATABASE_URL } = env();
  const usual = holder.gatehouseDatabase;
  let proxy: StatementProxy;

  beforeEach(async () => {
    proxy = await startStatementProxy(owner);
    delete holder.gatehouseDatabase;
    delete holder.gatehouseReadiness;
    holder.gatehouseLastLogged?.clear();
    Object.assign(env(), { preview: true, DATABASE_URL: proxy.url });
  });

  afterEach(async () => {
    vi.restoreAllMocks();
    await holder.gatehouseDatabase?.client.$disconnect();
    if (usual) holder.gatehouseDatabase = usual;
    else delete holder.gatehouseDatabase;
    Object.assign(env(), { preview, DATABASE_URL });
    await proxy.close();
  });

  const use = () => inSystemTransaction((db) => db.systemSetting.count());
  const outside = () => asApp((db) => db.$queryRaw`SELECT 1 AS one`);

  const LOOKS_FOR_TABLE = "SELECT to_regclass('database_environment') IS NOT NULL AS exists";
  const READS_ROW = "SELECT environment FROM database_environment";
  const UNKNOWN = "does not say to which environment it belongs";

  it.each([
    ["belongs to production", () => migrate(owner, { environment: "prod" }), [LOOKS_FOR_TABLE, READS_ROW]],
    [UNKNOWN, () => Promise.resolve(), [LOOKS_FOR_TABLE, READS_ROW]],
    [
      `${UNKNOWN}, because an earlier version migrated it,`,
      () => queryAt(owner, "ALTER TABLE database_environment RENAME TO hidden"),
      [LOOKS_FOR_TABLE],
    ],
  ])("sends a database that %s nothing but the check, and answers 503", async (_which, prepare, check) => {
    await prepare();
    try {
      await Promise.all([use(), use(), use()].map((work) => expect(work).rejects.toMatchObject({ code: "BUSY" })));
      expect(proxy.connections()).toBeGreaterThanOrEqual(2);
      await expect(outside()).rejects.toMatchObject({ code: "BUSY" });
      expect(await readiness()).toMatchObject({
        status: 503,
        body: { status: "down", checks: { database: "down", migrations: "down", mail: "down", audit_log: "down" } },
      });
      expect([...new Set(proxy.statements)]).toEqual(check);
      expect(proxy.statements).toHaveLength(check.length * proxy.connections());
    } finally {
      await queryAt(owner, "ALTER TABLE IF EXISTS hidden RENAME TO database_environment");
    }
  });

  it.each(["dev", "test", "beta"] as const)("uses a database of %s, and checks each connection once", async (own) => {
    await migrate(owner, { environment: own });
    await Promise.all([use(), use(), use()]);
    await use();
    const checks = proxy.statements.filter((sql) => sql === READS_ROW);
    expect(checks).toHaveLength(proxy.connections());
    expect(proxy.connections()).toBeGreaterThanOrEqual(2);
  });

  it("logs the reason once, however many connections it refuses", async () => {
    await migrate(owner, { environment: "prod" });
    const { LOG_LEVEL } = env();
    env().LOG_LEVEL = "error";
    const lines: string[] = [];
    vi.spyOn(process.stdout, "write").mockImplementation((chunk) => lines.push(String(chunk)) > 0);
    await Promise.allSettled([use(), use(), use()]);
    env().LOG_LEVEL = LOG_LEVEL;
    expect(lines).toEqual([expect.stringContaining("a preview must not use a database of production")]);
  });

  const END_WAITING = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'`;

  it("answers 503 if the connection ends during the check, and recovers", async () => {
    await migrate(owner, { environment: "beta" });
    const observer = new pg.Client({ connectionString: superuser });
    await observer.connect();
    try {
      await observer.query("BEGIN");
      await observer.query("LOCK TABLE database_environment");
      const refused = expect(use()).rejects.toMatchObject({ code: "BUSY" });
      await vi.waitFor(async () => {
        expect(await queryAt(superuser, END_WAITING)).toHaveLength(1);
      });
      await refused;
      await observer.query("ROLLBACK");
      expect(await use()).toBe(0);
    } finally {
      await observer.end();
    }
  });

  it("answers 503 if the database stops answering during the check", async () => {
    await migrate(owner, { environment: "beta" });
    const observer = new pg.Client({ connectionString: superuser });
    await observer.connect();
    const frozen = openDatabase({
      connectionString: owner,
      preview: true,
      limits: { ...TIME_LIMITS, connectMs: 2_000, answerMs: 1_000 },
    });
    holder.gatehouseDatabase = frozen;
    try {
      await observer.query("BEGIN");
      await observer.query("LOCK TABLE database_environment");
      await expect(use()).rejects.toMatchObject({ code: "BUSY" });
      await observer.query("ROLLBACK");
      expect(await use()).toBe(0);
    } finally {
      await observer.end();
    }
  });
});

describe("any other deployment", () => {
  it("uses the database without a check, whatever its environment", async () => {
    const proxy = await startStatementProxy(owner);
    const production = openDatabase({ connectionString: proxy.url });
    await migrate(owner, { environment: "prod" });
    await production.client.$queryRaw`SELECT 1 AS one`;
    await production.client.$disconnect();
    await proxy.close();
    expect(proxy.statements).toEqual(["SELECT 1 AS one"]);
  });
});

describe("npm run doctor", () => {
  const findings = async (APP_ENV: Env["APP_ENV"], isPreview = false) => {
    const found = await databaseFindings(owner, { AUDIT_RETENTION_DAYS: 400, APP_ENV, preview: isPreview });
    // Doctor also reports that all databases of the tests are copies of one, and the powers of roles on PostgreSQL 15.
    return found.flatMap(({ kind, text }) => {
      if (/roles|CREATEROLE/.test(text)) return [];
      return [kind === "error" ? `error: ${text}` : text];
    });
  };

  it("says if a preview would use a database of production, or one that could be", async () => {
    expect(await findings("beta", true)).toEqual([
      "error: The database does not say to which environment it belongs, so no preview uses it (npm run migrate).",
    ]);
    await migrate(owner, { environment: "prod" });
    expect(await findings("beta", true)).toEqual([
      "error: This is production's database: a preview needs a database of its own.",
    ]);
    await migrate(owner, { environment: "beta", takeOver: true });
    expect(await findings("beta", true)).toEqual([]);
  });

  it("says if the database of production does not say so, because then a preview could use it", async () => {
    await migrate(owner, { environment: "beta" });
    expect(await findings("prod")).toEqual([
      "error: APP_ENV is prod, but the database belongs to beta, so previews may use it (npm run migrate).",
    ]);
    await migrate(owner, { environment: "prod" });
    expect(await findings("prod")).toEqual([]);
  });

  it("mentions any other difference", async () => {
    expect(await findings("prod")).toEqual([
      "The database does not say to which environment it belongs, so no preview uses it (npm run migrate).",
    ]);
    await migrate(owner, { environment: "prod" });
    expect(await findings("beta")).toEqual([
      "APP_ENV is beta, but the database belongs to prod (for a restored copy: npm run migrate -- --take-over).",
    ]);
  });
});
