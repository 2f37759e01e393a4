// Each layer of isolation alone: what it stops when the others are gone. Tables, models and keys are read from the
// database and from Prisma, so a new one is tried the day it is there.
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Prisma } from "@/lib/db/generated/client";
import { inTenantTransaction } from "@/lib/db/transaction";
import { createPerson } from "@/tests/factories/callers";
import { databaseUrl, superuserDatabaseUrl } from "@/tests/setup/databases";
import { furnish } from "./furnish";

/** Something that the tenant role may change of a model; nothing where it may change nothing. */
const CHANGES: Record<string, object> = {
  Membership: { role: "readonly" },
  Note: { title: "changed" },
  Invitation: { revokedAt: new Date(), openEmail: null },
};
/** Tables that are not called after their model. */
const TABLES: Record<string, string> = { AuditEntry: "audit_log" };
const tableOf = (model: string) => TABLES[model] ?? `${model.toLowerCase()}s`;

const superuser = new pg.Client({ connectionString: superuserDatabaseUrl });
let mine: { id: string; slug: string };
let foreign: { id: string; slug: string };
let tables: string[] = [];

async function rowsOf(table: string, organizationId: string): Promise<string[]> {
  const { rows } = await superuser.query<{ row: string }>(
    `SELECT (to_jsonb(t))::text AS row FROM ${table} t WHERE t.organization_id = $1 ORDER BY 1`,
    [organizationId],
  );
  return rows.map(({ row }) => row);
}

async function allOf(organizationId: string): Promise<Record<string, string[]>> {
  const held: Record<string, string[]> = {};
  for (const table of tables) held[table] = await rowsOf(table, organizationId);
  return held;
}

beforeAll(async () => {
  await superuser.connect();
  mine = (await createPerson()).organization;
  foreign = (await createPerson()).organization;
  await furnish(mine);
  await furnish(foreign);
  const { rows } = await superuser.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
      WHERE a.attname = 'organization_id' AND NOT a.attisdropped AND c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
      ORDER BY 1`,
  );
  tables = rows.map(({ name }) => name);
});

afterAll(() => superuser.end());

it("every table of tenants has rows of both organizations to leak", async () => {
  expect(tables).toContain("memberships");
  for (const { id } of [mine, foreign]) {
    const held = await allOf(id);
    expect(Object.entries(held).filter(([, rows]) => rows.length === 0)).toEqual([]);
  }
});

describe("the bound handle, with row-level security switched off", () => {
  const policies = (command: string) => superuser.query([...tables, "organizations", "users"].map((table) => `ALTER TABLE ${table} ${command} ROW LEVEL SECURITY;`).join(" "));
  beforeAll(() => policies("DISABLE"));
  afterAll(() => policies("ENABLE"));

  type Rows = { organizationId?: string; id?: string }[];
  interface Model {
    findMany: (args?: object) => Promise<Rows>;
    count: (args?: object) => Promise<number>;
    updateMany: (args: object) => Promise<{ count: number }>;
    deleteMany: (args?: object) => Promise<{ count: number }>;
  }
  const models = Object.values(Prisma.ModelName).filter(
    (model) => "organizationId" in ((Prisma as unknown as Record<string, object>)[`${model}ScalarFieldEnum`] ?? {}),
  );
  const select = { id: true, organizationId: true };

  it("is what is tried: raw SQL without a filter reads both organizations now", async () => {
    const seen = await inTenantTransaction(mine.id, (db) => db.$queryRaw<{ id: string }[]>`SELECT DISTINCT organization_id AS id FROM memberships`);
    expect(seen.map(({ id }) => id)).toEqual(expect.arrayContaining([mine.id, foreign.id]));
    expect(models.length).toBe(tables.length);
  });

  it.each(models)("%s: reads its own rows without a filter, and none with another's", async (name) => {
    await inTenantTransaction(mine.id, async (db) => {
      const model = (db as unknown as Record<string, Model>)[name.charAt(0).toLowerCase() + name.slice(1)];
      const own = (await model?.findMany({ select })) ?? [];
      expect(own.length).toBeGreaterThan(0);
      expect(new Set(own.map(({ organizationId }) => organizationId))).toEqual(new Set([mine.id]));
      for (const where of [{ organizationId: foreign.id }, { OR: [{ organizationId: foreign.id }] }, { NOT: { organizationId: mine.id } }]) {
        expect(await model?.findMany({ where, select })).toEqual([]);
        expect(await model?.count({ where })).toBe(0);
      }
    });
  });

  it.each(models)("%s: changes and deletes none of another's rows", async (name) => {
    const before = await allOf(foreign.id);
    const ids = (before[tableOf(name)] ?? []).map((row) => (JSON.parse(row) as { id: string }).id);
    expect(ids.length).toBeGreaterThan(0);
    const outcomes = await Promise.all(
      ["updateMany", "deleteMany"].map((operation) =>
        inTenantTransaction(mine.id, async (db) => {
          const model = (db as unknown as Record<string, Model>)[name.charAt(0).toLowerCase() + name.slice(1)];
          const where = { id: { in: ids } };
          return operation === "deleteMany" ? model?.deleteMany({ where }) : model?.updateMany({ where, data: CHANGES[name] ?? {} });
        }).then((result) => result?.count, (error: unknown) => (/permission denied/.test(String(error)) ? "no right" : String(error))),
      ),
    );
    for (const outcome of outcomes) expect([0, "no right"]).toContain(outcome);
    expect(await allOf(foreign.id)).toEqual(before);
  });
});

describe.each([
  ["an ordinary owner", databaseUrl],
  ["a superuser", superuserDatabaseUrl],
])("row-level security, under raw SQL without a filter, connected as %s", (_who, url) => {
  const client = new pg.Client({ connectionString: url });
  beforeAll(() => client.connect());
  afterAll(() => client.end());

  async function asTenant(sql: string): Promise<pg.QueryResult<{ organization_id: string }> | string> {
    await client.query("BEGIN");
    try {
      await client.query("SELECT set_config('app.organization_id', $1, true), set_config('role', 'gatehouse_tenant', true)", [mine.id]);
      return await client.query<{ organization_id: string }>(sql);
    } catch (error) {
      return String(error);
    } finally {
      await client.query("ROLLBACK");
    }
  }

  it("every table shows one organization's rows", async () => {
    for (const table of tables) {
      const result = await asTenant(`SELECT organization_id FROM ${table}`);
      if (typeof result === "string") throw new Error(`${table}: ${result}`);
      expect([table, [...new Set(result.rows.map((row) => row.organization_id))]]).toEqual([table, [mine.id]]);
    }
  });

  it("no table has another's rows changed or deleted, and none takes a row for another", async () => {
    const before = await allOf(foreign.id);
    for (const table of tables) {
      const copied = `INSERT INTO ${table} SELECT (jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid(), 'organization_id', '${foreign.id}'))).* FROM ${table} t`;
      for (const sql of [`DELETE FROM ${table}`, `UPDATE ${table} SET id = id`, copied]) {
        const result = await asTenant(sql);
        if (typeof result === "string") expect(`${sql}: ${result}`).toMatch(/permission denied|row-level security|keeps an admin|append-only/);
      }
    }
    expect(await allOf(foreign.id)).toEqual(before);
  });

  it("without an organization set, no row is anybody's", async () => {
    for (const table of tables) {
      await client.query("BEGIN");
      await client.query("SELECT set_config('role', 'gatehouse_tenant', true)");
      const { rows } = await client.query<{ count: string }>(`SELECT count(organization_id) AS count FROM ${table}`);
      await client.query("ROLLBACK");
      expect([table, rows[0]?.count]).toEqual([table, "0"]);
    }
  });
});

describe("composite keys, with nothing else in the way", () => {
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

  it("a row cannot be made to point into another organization, even by a superuser", async () => {
    const all = await keys();
    expect(all.map(({ source, target }) => `${source} → ${target}`)).toContain("notes → memberships");
    for (const { source, target, columns, targetColumns } of all) {
      const own = columns.map((column, at) => [column, targetColumns[at] ?? ""] as const).filter(([column]) => column !== "organization_id");
      const set = own.map(([column, there]) => `${column} = (SELECT ${there} FROM ${target} WHERE organization_id = '${foreign.id}' LIMIT 1)`);
      const sql = `UPDATE ${source} SET ${set.join(", ")} WHERE organization_id = '${mine.id}'`;
      await superuser.query("BEGIN");
      const outcome = await superuser.query(sql).then(({ rowCount }) => `changed ${rowCount}`, (error: unknown) => (error as { code?: string }).code);
      await superuser.query("ROLLBACK");
      expect([sql, outcome]).toEqual([sql, "23503"]);
    }
  });

  it("no unique index of theirs tells what another organization has, ids and secrets excepted", async () => {
    const { rows } = await superuser.query<{ table: string; columns: string[] }>(
      `SELECT c.relname AS table,
              (SELECT array_agg(a.attname::text ORDER BY a.attname) FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum = ANY (i.indkey)) AS columns
         FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid WHERE i.indisunique AND c.relnamespace = 'public'::regnamespace`,
    );
    const telling = rows.filter(({ table, columns }) => tables.includes(table) && !columns.includes("organization_id"));
    const harmless = [["id"], ["token_hash"]].map(String);
    expect(telling.filter(({ columns }) => !harmless.includes(String(columns)))).toEqual([]);
  });
});
