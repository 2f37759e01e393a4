import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Prisma } from "@/lib/db/generated/client";
import { inTenantTransaction } from "@/lib/db/transaction";
import { FIXTURES } from "@/tests/factories/feature-fixtures";
import { databaseUrl } from "../setup/databases";

const NO_ORGANIZATION = "00000000-0000-4000-8000-000000000000";
const FEATURE_TABLES = FIXTURES.flatMap(({ tables: ofFeature }) => ofFeature);
const RIGHTS = ["SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER"];

/** All rights of the tenant role, by table. The role has no others. */
const GRANTED: Record<string, string[]> = {
  organizations: ["SELECT", "UPDATE", "DELETE"],
  memberships: ["SELECT", "UPDATE", "DELETE"],
  users: ["SELECT"],
  invitations: ["SELECT", "INSERT", "UPDATE"],
  audit_log: ["SELECT", "INSERT"],
  api_keys: ["SELECT", "INSERT", "UPDATE"],
  idempotency_keys: ["SELECT", "INSERT", "UPDATE", "DELETE"],
  billing_accounts: ["SELECT"],
  plans: ["SELECT"],
  credit_accounts: ["SELECT"],
  credit_entries: ["SELECT"],
  usage_log: ["SELECT"],
  stripe_checkouts: ["SELECT"],
  // A view of at most one row: the session that the transaction was opened for.
  acting_credential: ["SELECT"],
  acting_session: ["SELECT"],
  ...Object.fromEntries(FEATURE_TABLES.map(({ name, rights }) => [name, rights])),
};

/** Tables that the tenant role can read although they have no organization column → how a row belongs to an organization. */
const BOUND_BY_OTHER_MEANS: Record<string, string> = {
  organizations: "the row is the organization",
  users: "a user is visible through a membership",
  plans: "a plan is public, the default or the organization's own",
};

/** Tenant tables whose rows are never referenced. */
const NEVER_REFERENCED: Record<string, string> = {
  audit_log: "entries have no foreign keys, outlive what they describe, and may belong to no organization",
  idempotency_keys: "a row is found by its key, and may belong to no organization",
};

interface Table {
  name: string;
  tenant: boolean;
  hasId: boolean;
  owner: string;
  rls: boolean;
  forced: boolean;
}

const client = new pg.Client({ connectionString: databaseUrl });
let tables: Table[] = [];

async function query<Row>(sql: string, ...values: unknown[]): Promise<Row[]> {
  return (await client.query(sql, values)).rows as Row[];
}

beforeAll(async () => {
  await client.connect();
  tables = await query<Table>(`
    SELECT c.relname AS name, pg_get_userbyid(c.relowner) AS owner, c.relrowsecurity AS rls, c.relforcerowsecurity AS forced,
           EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'organization_id' AND NOT a.attisdropped) AS tenant,
           EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'id' AND NOT a.attisdropped) AS "hasId"
      FROM pg_class c
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') ORDER BY c.relname`);
});

afterAll(() => client.end());

const names = (some: Table[]) => some.map(({ name }) => name);
const tenantTables = () => tables.filter(({ tenant }) => tenant);

describe("the connecting role", () => {
  it("is not a superuser, cannot bypass row-level security, and owns its tables", async () => {
    const roles = await query(
      `SELECT rolsuper, rolbypassrls, rolreplication, rolname = current_user AS self FROM pg_roles
        WHERE rolname IN (current_user, tenant_role(), system_role()) ORDER BY self DESC`,
    );
    const harmless = { rolsuper: false, rolbypassrls: false, rolreplication: false };
    expect(roles).toEqual([
      { ...harmless, self: true },
      { ...harmless, self: false },
      { ...harmless, self: false },
    ]);
    const [{ user } = { user: "" }] = await query<{ user: string }>("SELECT current_user AS user");
    expect(tables.length).toBeGreaterThan(10);
    expect(names(tables.filter(({ owner }) => owner !== user))).toEqual([]);
  });

  it("can switch to two NOLOGIN roles, and on PostgreSQL 16 and later has their rights only after switching", async () => {
    const [{ version } = { version: 0 }] = await query<{ version: number }>(
      "SELECT current_setting('server_version_num')::int AS version",
    );
    const inherited = version < 160_000;
    const roles = await query(
      `SELECT rolcanlogin, pg_has_role(current_user, oid, 'USAGE') AS inherited FROM pg_roles
        WHERE rolname IN (tenant_role(), system_role())`,
    );
    expect(roles).toEqual([
      { rolcanlogin: false, inherited },
      { rolcanlogin: false, inherited },
    ]);
  });
});

describe("a tenant table", () => {
  it("enables and forces row-level security, as does every table that the tenant role can reach", () => {
    const reachable = tables.filter(({ name, tenant }) => tenant || name in GRANTED);
    expect(reachable.length).toBeGreaterThan(3);
    expect(names(reachable.filter(({ rls, forced }) => !rls || !forced))).toEqual([]);
  });

  it("has exactly one policy for the tenant role, which limits reads and writes to one organization", async () => {
    const policies = await query<{
      table: string;
      command: string;
      permissive: boolean;
      using: string | null;
      check: string | null;
    }>(`
      SELECT c.relname AS table, p.polcmd AS command, p.polpermissive AS permissive,
             pg_get_expr(p.polqual, p.polrelid) AS using, pg_get_expr(p.polwithcheck, p.polrelid) AS check
        FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
       WHERE to_regrole(tenant_role()) = ANY (p.polroles) OR p.polroles = '{0}'`);
    for (const { name } of tenantTables()) {
      const own = "(organization_id = current_organization_id())";
      expect(policies.filter(({ table }) => table === name)).toEqual([
        { table: name, command: "*", permissive: true, using: own, check: own },
      ]);
    }
    for (const [name, reason] of Object.entries(BOUND_BY_OTHER_MEANS)) {
      const [policy, ...more] = policies.filter(({ table }) => table === name);
      expect(reason).not.toBe("");
      expect(more).toEqual([]);
      expect(policy?.using).toContain("current_organization_id()");
      if (policy?.command !== "r") expect(policy?.check).toContain("current_organization_id()");
    }
    const known = [...names(tenantTables()), ...Object.keys(BOUND_BY_OTHER_MEANS)];
    expect(policies.map(({ table }) => table).filter((table) => !known.includes(table))).toEqual([]);
  });

  it("has a unique key of organization and id, unless its rows are never referenced", async () => {
    const keyed = await query<{ name: string }>(`
      SELECT c.relname AS name FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
       WHERE i.indisunique AND i.indpred IS NULL AND c.relnamespace = 'public'::regnamespace
         AND (SELECT array_agg(a.attname ORDER BY k.position) FROM unnest(i.indkey::int[]) WITH ORDINALITY AS k (attnum, position)
                JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum) = ARRAY['organization_id', 'id']::name[]`);
    const without = tenantTables().filter(({ name, hasId }) => hasId && !keyed.some((table) => table.name === name));
    expect(names(without)).toEqual(Object.keys(NEVER_REFERENCED));
    const referenced = await query<{ name: string }>(
      `SELECT DISTINCT confrelid::regclass::text AS name FROM pg_constraint WHERE contype = 'f'`,
    );
    for (const { name } of referenced) expect(NEVER_REFERENCED).not.toHaveProperty(name);
  });

  it("is referenced by another tenant table only through a foreign key that includes the organization", async () => {
    const links = await query<{ source: string; target: string; columns: string[] }>(`
      SELECT conrelid::regclass::text AS source, confrelid::regclass::text AS target,
             (SELECT array_agg(a.attname::text) FROM unnest(conkey) AS k JOIN pg_attribute a ON a.attrelid = conrelid AND a.attnum = k) AS columns
        FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace`);
    const tenants = names(tenantTables());
    const between = links.filter(({ source, target }) => tenants.includes(source) && tenants.includes(target));
    expect(between.filter(({ columns }) => !columns.includes("organization_id"))).toEqual([]);
  });

  it("requires an organization, except for tables that are also used outside of organizations", async () => {
    const optional = await query<{ name: string }>(`
      SELECT c.relname AS name FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
       WHERE a.attname = 'organization_id' AND NOT a.attnotnull AND c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace ORDER BY 1`);
    expect(optional.map(({ name }) => name)).toEqual(["audit_log", "idempotency_keys"]);
  });
});

describe("the tenant role", () => {
  it("has exactly the rights listed here, on tables and on columns", async () => {
    const held = await query<{ name: string; privilege: string }>(
      `SELECT c.relname AS name, r.privilege
         FROM pg_class c CROSS JOIN unnest($1::text[]) AS r (privilege)
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
          AND (has_table_privilege(tenant_role(), c.oid, r.privilege)
               OR (r.privilege IN ('SELECT', 'INSERT', 'UPDATE', 'REFERENCES') AND has_any_column_privilege(tenant_role(), c.oid, r.privilege)))
        ORDER BY 1, 2`,
      RIGHTS,
    );
    const expected = Object.entries(GRANTED).flatMap(([name, rights]) => rights.map((privilege) => ({ name, privilege })));
    expect(held).toEqual(
      expected.toSorted((a, b) => a.name.localeCompare(b.name) || a.privilege.localeCompare(b.privilege)),
    );
  });

  it("can read only the listed columns of users and no invitation token, and can update only the listed columns", async () => {
    const columns = await query<{ column: string; privilege: string }>(
      `SELECT table_name || '.' || column_name AS column, privilege_type AS privilege FROM information_schema.column_privileges
        WHERE grantee = tenant_role() AND (privilege_type = 'UPDATE' OR (privilege_type = 'SELECT' AND table_name IN ('users', 'invitations')))
        ORDER BY privilege_type, table_name, column_name`,
    );
    const held = (privilege: string) => columns.filter((row) => row.privilege === privilege).map(({ column }) => column);
    expect(held("SELECT").filter((column) => column.startsWith("users."))).toEqual([
      "users.email",
      "users.id",
      "users.is_system_admin",
      "users.name",
      "users.suspended_at",
    ]);
    expect(held("SELECT").filter((column) => column.startsWith("invitations."))).toHaveLength(13);
    expect(held("SELECT")).not.toContain("invitations.token_hash");
    const updates = [
      ...[
        "expires_at",
        "from_console",
        "invited_by_id",
        "name",
        "open_email",
        "revoked_at",
        "role",
        "sent_at",
        "token_hash",
      ].map((column) => `invitations.${column}`),
      ...["created_at", "output_ciphertext"].map((column) => `idempotency_keys.${column}`),
      "api_keys.revoked_at",
      "memberships.role",
      ...FEATURE_TABLES.flatMap(({ name, updates }) => updates.map((column) => `${name}.${column}`)),
      "organizations.name",
      "organizations.updated_at",
    ];
    expect(held("UPDATE")).toEqual(updates.sort());
  });

  it("cannot set the columns that the database fills in when a row is inserted", async () => {
    const kept = await query<{ column: string }>(
      `SELECT c.relname || '.' || a.attname AS column FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        WHERE c.relname IN ('audit_log', 'invitations') AND a.attnum > 0 AND NOT a.attisdropped
          AND NOT has_column_privilege(tenant_role(), c.oid, a.attnum, 'INSERT') ORDER BY 1`,
    );
    expect(kept.map(({ column }) => column)).toEqual([
      ...[
        "actor_kind",
        "actor_standing",
        "api_key_id",
        "created_at",
        "session_id",
        "session_user_id",
        "token_family_id",
        "user_id",
      ].map((column) => `audit_log.${column}`),
      ...["accepted_at", "created_at", "revoked_at"].map((column) => `invitations.${column}`),
    ]);
  });

  it("cannot create anything, and can call no function that runs with another role's rights", async () => {
    expect(await query(`SELECT has_schema_privilege(tenant_role(), 'public', 'CREATE') AS creates`)).toEqual([
      { creates: false },
    ]);
    expect(await query(`SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef`)).toEqual([]);
  });

  it("can call exactly the functions listed here", async () => {
    const functions = await query<{ name: string }>(
      `SELECT proname AS name FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace AND has_function_privilege(tenant_role(), oid, 'EXECUTE') ORDER BY 1`,
    );
    expect(functions.map(({ name }) => name)).toEqual([
      "credit_state",
      "credit_window",
      "current_actor_kind",
      "current_actor_standing",
      "current_api_key_id",
      "current_organization_id",
      "current_session_id",
      "current_token_family_id",
      "current_user_id",
      "effective_plan_id",
      "has_acting_admin",
      "plan_limit",
      "plan_switch",
      "system_role",
    ]);
  });
});

describe("every other role in the cluster", () => {
  it("has no rights on the database, the contents of its schema or its functions", async () => {
    const [rights] = await query(
      `SELECT has_database_privilege('public', current_database(), 'CONNECT') AS connects,
              has_database_privilege('public', current_database(), 'TEMPORARY') AS "makesTables",
              has_schema_privilege('public', 'public', 'CREATE') AS creates,
              EXISTS (SELECT 1 FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND has_function_privilege('public', oid, 'EXECUTE')) AS calls,
              EXISTS (SELECT 1 FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f')
                         AND has_table_privilege('public', oid, 'SELECT, INSERT, UPDATE, DELETE')) AS reads`,
    );
    expect(rights).toEqual({ connects: false, makesTables: false, creates: false, calls: false, reads: false });
  });
});

describe("a trigger function", () => {
  it("uses our tables only, even if a temporary table has the same name", async () => {
    const functions = await query<{ name: string; settings: string[] | null }>(
      `SELECT proname AS name, proconfig AS settings FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prorettype = 'trigger'::regtype`,
    );
    expect(functions.length).toBeGreaterThan(2);
    const path = "search_path=pg_catalog, public, pg_temp";
    expect(functions.filter(({ settings }) => !settings?.includes(path))).toEqual([]);
  });
});

describe("the bound client", () => {
  const isTenant = (model: string) => {
    const fields = (Prisma as unknown as Record<string, Record<string, string> | undefined>)[`${model}ScalarFieldEnum`];
    return fields?.organizationId !== undefined;
  };

  it("filters every model with an organization, and refuses every other model except Organization and User", async () => {
    const models = Object.values(Prisma.ModelName);
    expect(models.filter(isTenant)).toHaveLength(tenantTables().length);
    for (const model of models) {
      const key = model.charAt(0).toLowerCase() + model.slice(1);
      const outcome = await inTenantTransaction(NO_ORGANIZATION, (db) => {
        const table = (db as unknown as Record<string, { findMany: (args: object) => Promise<unknown[]> }>)[key];
        return table?.findMany({ take: 1 }) ?? Promise.reject(new Error("no such model"));
      }).then(
        (rows) => `${rows.length} rows`,
        (error: unknown) =>
          /out of reach/.test(String(error)) ? "refused" : /permission denied/.test(String(error)) ? "no right" : error,
      );
      const reaches = isTenant(model) || ["Organization", "User"].includes(model);
      expect([model, outcome]).toEqual([model, reaches ? expect.stringMatching(/^(0 rows|no right)$/) : "refused"]);
    }
  });
});
