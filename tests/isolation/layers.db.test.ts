// Tests each layer of isolation while the other layers are disabled. Reads the tables, models and keys from the database and
// from Prisma, so that a new one is tested as soon as it exists.
import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Prisma } from "@/lib/db/generated/client";
import { inTenantTransaction } from "@/lib/db/transaction";
import { createPerson } from "@/tests/factories/callers";
import { FIXTURES } from "@/tests/factories/feature-fixtures";
import { databaseUrl, superuserDatabaseUrl } from "@/tests/setup/databases";
import { fillTenantTables } from "./fill-tenant-tables";

const featureTables = FIXTURES.flatMap(({ tables: ofFeature }) => ofFeature);
/** By model, a change that the tenant role may make, if any. */
const CHANGES: Record<string, object> = {
  Membership: { role: "readonly" },
  ...Object.fromEntries(featureTables.map(({ model, change }) => [model, change])),
  Invitation: { revokedAt: new Date(), openEmail: null },
  ApiKey: { revokedAt: new Date() },
  IdempotencyKey: { outputCiphertext: new Uint8Array([1]) },
};
/** Tables that are not named after their model. */
const TABLES: Record<string, string> = { AuditEntry: "audit_log", CreditEntry: "credit_entries", UsageLog: "usage_log" };
const models = Object.values(Prisma.ModelName).filter(
  (model) => "organizationId" in ((Prisma as unknown as Record<string, object>)[`${model}ScalarFieldEnum`] ?? {}),
);
const snakeCase = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const tableOf = (model: string) => TABLES[model] ?? `${snakeCase(model).slice(1)}s`;
/** Disables the trigger that protects the last admin, so that a statement shows the effect of the policies alone. */
const WITHOUT_KEEPERS = "ALTER TABLE memberships DISABLE TRIGGER memberships_keep_an_admin";

const superuser = new pg.Client({ connectionString: superuserDatabaseUrl });
let mine: { id: string; slug: string };
let foreign: { id: string; slug: string };
let tables: string[] = [];

async function rowsOf(table: string, organizationId: string, seenBy = superuser): Promise<string[]> {
  const { rows } = await seenBy.query<{ row: string }>(
    `SELECT (to_jsonb(t))::text AS row FROM ${table} t WHERE t.organization_id = $1 ORDER BY 1`,
    [organizationId],
  );
  return rows.map(({ row }) => row);
}

async function allOf(organizationId: string, seenBy = superuser): Promise<Record<string, string[]>> {
  const held: Record<string, string[]> = {};
  for (const table of tables) held[table] = await rowsOf(table, organizationId, seenBy);
  return held;
}

beforeAll(async () => {
  await superuser.connect();
  mine = (await createPerson()).organization;
  foreign = (await createPerson()).organization;
  await fillTenantTables(mine);
  await fillTenantTables(foreign);
  const { rows } = await superuser.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
      WHERE a.attname = 'organization_id' AND NOT a.attisdropped AND c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
      ORDER BY 1`,
  );
  tables = rows.map(({ name }) => name);
});

afterAll(() => superuser.end());

it("uses data in which every tenant table has rows of both organizations", async () => {
  expect(tables).toContain("memberships");
  for (const { id } of [mine, foreign]) {
    const held = await allOf(id);
    expect(Object.entries(held).filter(([, rows]) => rows.length === 0)).toEqual([]);
  }
});

describe("the bound client, with row-level security disabled", () => {
  const policies = (command: string) =>
    superuser.query(
      [...tables, "organizations", "users"].map((table) => `ALTER TABLE ${table} ${command} ROW LEVEL SECURITY;`).join(" "),
    );
  beforeAll(() => policies("DISABLE"));
  afterAll(() => policies("ENABLE"));

  type Rows = { organizationId?: string; id?: string }[];
  interface Model {
    findMany: (args?: object) => Promise<Rows>;
    count: (args?: object) => Promise<number>;
    updateMany: (args: object) => Promise<{ count: number }>;
    deleteMany: (args?: object) => Promise<{ count: number }>;
  }
  const select = { id: true, organizationId: true };

  it("is the only layer left: raw SQL without a filter reads both organizations", async () => {
    const seen = await inTenantTransaction(
      mine.id,
      (db) => db.$queryRaw<{ id: string }[]>`SELECT DISTINCT organization_id AS id FROM memberships`,
    );
    expect(seen.map(({ id }) => id)).toEqual(expect.arrayContaining([mine.id, foreign.id]));
    expect(models.length).toBe(tables.length);
  });

  it.each(models)(
    "returns only the organization's rows without a filter, and no rows for a filter on another organization: %s",
    async (name) => {
      await inTenantTransaction(mine.id, async (db) => {
        const model = (db as unknown as Record<string, Model>)[name.charAt(0).toLowerCase() + name.slice(1)];
        const own = (await model?.findMany({ select })) ?? [];
        expect(own.length).toBeGreaterThan(0);
        expect(new Set(own.map(({ organizationId }) => organizationId))).toEqual(new Set([mine.id]));
        for (const where of [
          { organizationId: foreign.id },
          { OR: [{ organizationId: foreign.id }] },
          { NOT: { organizationId: mine.id } },
        ]) {
          expect(await model?.findMany({ where, select })).toEqual([]);
          expect(await model?.count({ where })).toBe(0);
        }
      });
    },
  );

  it.each(models)("changes and deletes no rows of another organization: %s", async (name) => {
    const before = await allOf(foreign.id);
    const ids = (before[tableOf(name)] ?? []).map((row) => (JSON.parse(row) as { id: string }).id);
    expect(ids.length).toBeGreaterThan(0);
    const outcomes = await Promise.all(
      ["updateMany", "deleteMany"].map((operation) =>
        inTenantTransaction(mine.id, async (db) => {
          const model = (db as unknown as Record<string, Model>)[name.charAt(0).toLowerCase() + name.slice(1)];
          const where = { id: { in: ids } };
          return operation === "deleteMany"
            ? model?.deleteMany({ where })
            : model?.updateMany({ where, data: CHANGES[name] ?? {} });
        }).then(
          (result) => result?.count,
          (error: unknown) => (/permission denied/.test(String(error)) ? "no right" : String(error)),
        ),
      ),
    );
    for (const outcome of outcomes) expect([0, "no right"]).toContain(outcome);
    expect(await allOf(foreign.id)).toEqual(before);
  });
});

describe.each([
  // The policies also apply to the owner, so the system role checks the result.
  ["an ordinary owner", databaseUrl, "system_role()"],
  ["a superuser", superuserDatabaseUrl, "'none'"],
])("row-level security, against raw SQL without a filter, connected as %s", (_who, url, witness) => {
  const client = new pg.Client({ connectionString: url });
  beforeAll(() => client.connect());
  afterAll(() => client.end());

  type Result = pg.QueryResult<{ organization_id: string }>;

  /** Runs a statement as the tenant role and rolls it back. @returns its result and the other organization's rows */
  async function asTenant(
    sql: string,
    values: unknown[] = [],
  ): Promise<{ result: Result | string; foreignRows: Record<string, string[]> }> {
    await client.query("BEGIN");
    try {
      await client.query(WITHOUT_KEEPERS);
      await client.query("SELECT set_config('app.organization_id', $1, true), set_config('role', tenant_role(), true)", [
        mine.id,
      ]);
      await client.query("SAVEPOINT statement");
      const result = await client.query<{ organization_id: string }>(sql, values).catch((error: unknown) => String(error));
      if (typeof result === "string") await client.query("ROLLBACK TO SAVEPOINT statement");
      await client.query("RESET ROLE");
      await client.query(`SELECT set_config('role', ${witness}, true)`);
      return { result, foreignRows: await allOf(foreign.id, client) };
    } finally {
      await client.query("ROLLBACK");
    }
  }

  /** The number of changed rows, or the error. Checks that another organization's rows are unchanged. */
  async function countAsTenant(sql: string, values: unknown[] = []): Promise<number | string | null> {
    const before = await allOf(foreign.id);
    const { result, foreignRows } = await asTenant(sql, values);
    expect([sql, foreignRows]).toEqual([sql, before]);
    return typeof result === "string" ? result : result.rowCount;
  }

  /** The columns that the tenant role may write, or null if there are none. */
  async function writable(table: string, right: "INSERT" | "UPDATE"): Promise<string[] | null> {
    const { rows } = await superuser.query<{ columns: string[] | null }>(
      `SELECT array_agg(attname::text) AS columns FROM pg_attribute
        WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND has_column_privilege(tenant_role(), attrelid, attnum, $2)`,
      [table, right],
    );
    return rows[0]?.columns ?? null;
  }

  async function mayDelete(table: string): Promise<boolean> {
    const { rows } = await superuser.query<{ may: boolean }>(
      "SELECT has_table_privilege(tenant_role(), $1, 'DELETE') AS may",
      [table],
    );
    return rows[0]?.may ?? false;
  }

  /** The number of rows that an unfiltered statement may reach. Checks that the table also has rows of other organizations. */
  async function ownRows(table: string): Promise<number> {
    const sql = `SELECT count(*)::int AS count FROM ${table} WHERE organization_id = $1`;
    const [own, others] = await Promise.all(
      [mine.id, foreign.id].map((id) => superuser.query<{ count: number }>(sql, [id])),
    );
    expect(others?.rows[0]?.count).toBeGreaterThan(0);
    expect(own?.rows[0]?.count).toBeGreaterThan(0);
    return own?.rows[0]?.count ?? 0;
  }

  const refused = (table: string) => `error: permission denied for table ${table}`;

  it("returns only the organization's own rows from every table", async () => {
    for (const table of tables) {
      const { result } = await asTenant(`SELECT organization_id FROM ${table}`);
      if (typeof result === "string") throw new Error(`${table}: ${result}`);
      expect([table, [...new Set(result.rows.map((row) => row.organization_id))]]).toEqual([table, [mine.id]]);
    }
  });

  it("lets a statement delete only the organization's rows, and none without the right to delete", async () => {
    for (const table of tables) {
      const outcome = await countAsTenant(`DELETE FROM ${table}`);
      expect([table, outcome]).toEqual([table, (await mayDelete(table)) ? await ownRows(table) : refused(table)]);
    }
  });

  it("lets a statement change only the organization's rows, and none without the right to update", async () => {
    for (const model of models) {
      const table = tableOf(model);
      const columns = await writable(table, "UPDATE");
      const changes = Object.entries(CHANGES[model] ?? {}).map(([field, value]) => [snakeCase(field), value] as const);
      expect([table, changes.length > 0]).toEqual([table, columns !== null]);
      const set = changes.map(([column], at) => `${column} = $${at + 1}`).join(", ") || "id = id";
      const outcome = await countAsTenant(
        `UPDATE ${table} SET ${set}`,
        changes.map(([, value]) => value),
      );
      expect([table, outcome]).toEqual([table, columns ? await ownRows(table) : refused(table)]);
    }
  });

  it("refuses to insert a row for another organization or to move one there", async () => {
    for (const table of tables) {
      const row = {
        ...(JSON.parse((await rowsOf(table, mine.id))[0] ?? "") as object),
        id: randomUUID(),
        organization_id: foreign.id,
      };
      const granted = await writable(table, "INSERT");
      const columns = (granted ?? Object.keys(row)).join(", ");
      const inserted = await countAsTenant(
        `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM jsonb_populate_record(NULL::${table}, $1)`,
        [row],
      );
      expect(inserted).toBe(
        granted ? `error: new row violates row-level security policy for table "${table}"` : refused(table),
      );
      expect(await countAsTenant(`UPDATE ${table} SET organization_id = $1`, [foreign.id])).toBe(refused(table));
    }
  });

  it("shows no rows if no organization is set", async () => {
    for (const table of tables) {
      await client.query("BEGIN");
      await client.query("SELECT set_config('role', tenant_role(), true)");
      const { rows } = await client.query<{ count: string }>(`SELECT count(organization_id) AS count FROM ${table}`);
      await client.query("ROLLBACK");
      expect([table, rows[0]?.count]).toEqual([table, "0"]);
    }
  });
});

describe("composite keys, without any other protection", () => {
  interface Key {
    source: string;
    target: string;
    columns: string[];
    targetColumns: string[];
  }

  async function keys(): Promise<Key[]> {
    const names = (relation: string, columns: string) =>
      `(SELECT array_agg(a.attname::text ORDER BY k.position) FROM unnest(${columns}) WITH ORDINALITY AS k (attnum, position)
          JOIN pg_attribute a ON a.attrelid = ${relation} AND a.attnum = k.attnum)`;
    const { rows } = await superuser.query<Key>(
      `SELECT conrelid::regclass::text AS source, confrelid::regclass::text AS target,
              ${names("conrelid", "conkey")} AS columns, ${names("confrelid", "confkey")} AS "targetColumns"
         FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace`,
    );
    return rows.filter(({ source, target }) => tables.includes(source) && tables.includes(target));
  }

  it("refuse a reference to another organization's row, even from a superuser", async () => {
    const all = await keys();
    const ofFeatures = featureTables.flatMap(({ name, pointsAt }) => pointsAt.map((target) => `${name} → ${target}`));
    expect(all.map(({ source, target }) => `${source} → ${target}`)).toEqual(expect.arrayContaining(ofFeatures));
    for (const { source, target, columns, targetColumns } of all) {
      const own = columns
        .map((column, at) => [column, targetColumns[at] ?? ""] as const)
        .filter(([column]) => column !== "organization_id");
      const set = own.map(
        ([column, there]) => `${column} = (SELECT ${there} FROM ${target} WHERE organization_id = '${foreign.id}' LIMIT 1)`,
      );
      const sql = `UPDATE ${source} SET ${set.join(", ")} WHERE organization_id = '${mine.id}'`;
      await superuser.query("BEGIN");
      const outcome = await superuser.query(sql).then(
        ({ rowCount }) => `changed ${rowCount}`,
        (error: unknown) => (error as { code?: string }).code,
      );
      await superuser.query("ROLLBACK");
      expect([sql, outcome]).toEqual([sql, "23503"]);
    }
  });
});

it("includes the organization in every unique index except those on ids and secrets, so that a conflict reveals nothing about another organization", async () => {
  const { rows } = await superuser.query<{ table: string; columns: string[] }>(
    `SELECT c.relname AS table,
            (SELECT array_agg(a.attname::text ORDER BY a.attname) FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum = ANY (i.indkey)) AS columns
       FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid WHERE i.indisunique AND c.relnamespace = 'public'::regnamespace`,
  );
  const telling = rows.filter(({ table, columns }) => tables.includes(table) && !columns.includes("organization_id"));
  const harmless = [
    ["id"],
    ["token_hash"],
    ["key_hash"],
    ["stripe_customer_id"],
    ["stripe_subscription_id"],
    ["session_id"],
  ].map(String);
  expect(telling.filter(({ columns }) => !harmless.includes(String(columns)))).toEqual([]);
});
