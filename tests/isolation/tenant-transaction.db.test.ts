// Tests which rows the client of a tenant's transaction can reach, and which statements its role may run, whichever role
// connects.
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inSystemTransaction, inTenantTransaction, type TenantActor } from "@/lib/db/transaction";
import { createPerson } from "@/tests/factories/callers";
import { databaseUrl, superuserDatabaseUrl } from "@/tests/setup/databases";

let mine: string;
let foreign: string;

beforeAll(async () => {
  mine = (await createPerson()).organization.id;
  foreign = (await createPerson()).organization.id;
});

describe("the bound client", () => {
  it("reads one organization without a filter, and nothing of another organization", async () => {
    await inTenantTransaction(mine, async (db) => {
      expect((await db.membership.findMany()).map((row) => row.organizationId)).toEqual([mine]);
      expect(await db.membership.findMany({ where: { organizationId: foreign } })).toEqual([]);
      expect(await db.organization.findUnique({ where: { id: foreign } })).toBeNull();
      expect(await db.user.count()).toBe(1);
    });
  });

  it("cannot reach sessions and password hashes", async () => {
    await inTenantTransaction(mine, async (db) => {
      await expect(db.session.findMany()).rejects.toThrow("out of reach");
      await expect(db.passwordCredential.findMany()).rejects.toThrow("out of reach");
    });
  });

  it("refuses nested writes, and rows of another organization", async () => {
    await inTenantTransaction(mine, async (db) => {
      const nested = { create: { organizationId: foreign, userId: foreign, role: "member" as const } };
      await expect(db.organization.update({ where: { id: mine }, data: { memberships: nested } })).rejects.toThrow(
        "nested writes",
      );
      const row = { organizationId: foreign, userId: foreign, role: "member" as const };
      await expect(db.membership.create({ data: row })).rejects.toThrow("another organization");
    });
  });
});

describe.each([
  ["an ordinary owner", () => databaseUrl],
  ["a superuser", () => superuserDatabaseUrl],
])("a tenant's transaction, connected as %s", (_who, url) => {
  const client = { current: undefined as unknown as pg.Client };

  beforeAll(async () => {
    client.current = new pg.Client({ connectionString: url() });
    await client.current.connect();
  });
  afterAll(() => client.current.end());

  async function asTenant<T extends pg.QueryResultRow>(sql: string): Promise<pg.QueryResult<T>> {
    await client.current.query("BEGIN");
    try {
      await client.current.query(
        "SELECT set_config('app.organization_id', $1, true), set_config('role', tenant_role(), true)",
        [mine],
      );
      return await client.current.query<T>(sql);
    } finally {
      await client.current.query("ROLLBACK");
    }
  }

  it("shows raw SQL without a filter only one organization's rows", async () => {
    const { rows } = await asTenant<{ organization_id: string }>("SELECT organization_id FROM memberships");
    expect(rows).toEqual([{ organization_id: mine }]);
    expect((await asTenant<{ id: string }>("SELECT id FROM organizations")).rows).toEqual([{ id: mine }]);
    expect((await asTenant("SELECT id FROM users")).rows).toHaveLength(1);
  });

  it("prevents raw SQL from writing a row of another organization", async () => {
    const sql = `INSERT INTO audit_log (id, organization_id, request_id, action, outcome, ip_address, user_agent)
      VALUES (gen_random_uuid(), '${foreign}', gen_random_uuid(), 'x', 'ok', '', '')`;
    await expect(asTenant(sql)).rejects.toThrow("row-level security");
  });

  it.each([
    "sessions",
    "password_credentials",
    "password_resets",
    "sign_ups",
    "outbox_mails",
    "live_sessions",
    "live_credentials",
  ])("hides %s from the tenant role", async (table) => {
    await expect(asTenant(`SELECT * FROM ${table}`)).rejects.toThrow("permission denied");
  });

  it("shows the valid credential that the transaction was opened for, and no other credential", async () => {
    const { user, session, organization } = await createPerson();
    const { session: other } = await createPerson();
    const none = { sessionId: null, tokenFamilyId: null, apiKeyId: null };
    const seen = (credential: Partial<TenantActor>, userId: string | null = user.id) =>
      inTenantTransaction(
        organization.id,
        (db) => db.$queryRaw<{ kind: string; id: string }[]>`SELECT kind, id FROM acting_credential`,
        { kind: "member", userId, ...none, ...credential },
      );
    expect(await seen({ sessionId: session.id })).toEqual([{ kind: "session", id: session.id }]);
    expect(await seen({ sessionId: session.id }, null)).toEqual([]);
    expect(await seen({ sessionId: other.id })).toEqual([]);
    for (const column of ["tokenFamilyId", "apiKeyId"]) expect(await seen({ [column]: session.id })).toEqual([]);
    expect((await asTenant("SELECT id FROM acting_credential")).rows).toEqual([]);
    await inSystemTransaction((db) =>
      db.session.update({ where: { id: session.id }, data: { endedAt: new Date() }, select: { id: true } }),
    );
    expect(await seen({ sessionId: session.id })).toEqual([]);
  });

  it("resets role and organization at the end of the transaction", async () => {
    await asTenant("SELECT 1");
    const { rows } = await client.current.query(
      "SELECT current_user = session_user AS back, current_organization_id() AS id",
    );
    expect(rows).toEqual([{ back: true, id: null }]);
  });

  it("protects the audit log from update, delete and truncate", async () => {
    await inSystemTransaction((db) =>
      db.auditEntry.createMany({
        data: [{ actorKind: "system", requestId: mine, action: "x", outcome: "ok", ipAddress: "", userAgent: "" }],
      }),
    );
    // From PostgreSQL 16 on, forced row-level security hides all rows from the owner, so the system role is tested, too.
    for (const role of ["'none'", "system_role()"]) {
      await client.current.query("BEGIN");
      await client.current.query(`SELECT set_config('role', ${role}, true)`);
      const truncated = client.current.query("TRUNCATE audit_log");
      await expect(truncated).rejects.toThrow(/append-only|permission denied/);
      await client.current.query("ROLLBACK");
    }
    await client.current.query("BEGIN");
    await client.current.query("SELECT set_config('role', system_role(), true)");
    await expect(client.current.query("DELETE FROM audit_log")).rejects.toThrow("append-only");
    await client.current.query("ROLLBACK");
    const update = client.current
      .query<never>("UPDATE audit_log SET action = 'y'")
      .then(({ rowCount }) => String(rowCount), String);
    const { rows } = await client.current.query<{ version: number }>(
      "SELECT current_setting('server_version_num')::int AS version",
    );
    const seesNothing = url() === databaseUrl && (rows[0]?.version ?? 0) >= 160_000;
    expect(await update).toMatch(seesNothing ? /^0$/ : /append-only/);
  });
});
