// How long audit entries are kept: no connection of any role can remove an entry within the retention. Older entries are
// deleted by the job that prunes the log, and cannot be changed.
import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { migrate } from "@/lib/db/migrate";
import { inSystemTransaction } from "@/lib/db/transaction";
import { readiness } from "@/lib/health/readiness";
import { runJobs } from "@/lib/jobs/run-jobs";
import { inspectDeletion } from "@/lib/users/delete-account";
import { databaseFindings } from "@/scripts/schema/database-findings";
import { actorOf, callerOf, createPerson } from "@/tests/factories/callers";
import { databaseUrl, superuserDatabaseUrl } from "@/tests/setup/databases";

const superuser = new pg.Pool({ connectionString: superuserDatabaseUrl, max: 1 });
afterAll(() => superuser.end());

/** Writes entries of a made-up action, of a given age. */
async function insertEntries(action: string, count: number, daysAgo: number): Promise<void> {
  await superuser.query(
    `INSERT INTO audit_log (id, actor_kind, request_id, action, outcome, ip_address, user_agent, created_at)
     SELECT gen_random_uuid(), 'system', gen_random_uuid(), $1, 'ok', '', '', now() - make_interval(days => $3)
       FROM generate_series(1, $2)`,
    [action, count, daysAgo],
  );
}

const countOf = (action: string) => inSystemTransaction((db) => db.auditEntry.count({ where: { action } }));
const retention = async () => (await superuser.query<{ days: number }>("SELECT days FROM audit_retention")).rows;

afterEach(async () => {
  await migrate(databaseUrl, { auditRetentionDays: 400 });
});

describe("the audit retention", () => {
  it("is 400 days until migrate() sets another value, and then keeps that value", async () => {
    expect(await retention()).toEqual([{ days: 400 }]);
    await migrate(databaseUrl, { auditRetentionDays: 90 });
    expect(await retention()).toEqual([{ days: 90 }]);
    await migrate(databaseUrl);
    expect(await retention()).toEqual([{ days: 90 }]);
  });

  it("cannot be set below 30 days, even directly in the database", async () => {
    await expect(migrate(databaseUrl, { auditRetentionDays: 29 })).rejects.toThrow("audit_retention_days");
    expect(await retention()).toEqual([{ days: 400 }]);
  });

  it("protects every entry if the setting is missing", async () => {
    await insertEntries("test.kept", 1, 5_000);
    const client = await superuser.connect();
    try {
      await client.query("BEGIN");
      await client.query("DELETE FROM audit_retention");
      await expect(client.query("DELETE FROM audit_log WHERE action = 'test.kept'")).rejects.toThrow("append-only");
    } finally {
      await client.query("ROLLBACK");
      client.release();
    }
  });
});

describe("a database without an audit retention", () => {
  beforeEach(async () => {
    await superuser.query("DELETE FROM audit_retention");
    (globalThis as { gatehouseReadiness?: unknown }).gatehouseReadiness = undefined;
  });

  it("still shows what deleting an account would do, without naming a number of days", async () => {
    const { session } = await createPerson();
    const caller = callerOf(await actorOf(session.token));
    expect(await inspectDeletion(caller, {})).toMatchObject({ auditRetentionDays: null });
  });

  it("makes readiness report the audit log as degraded", async () => {
    expect(await readiness()).toMatchObject({
      status: 200,
      body: { status: "degraded", checks: { audit_log: "degraded" } },
    });
  });

  it("is reported as an error by npm run doctor", async () => {
    const findings = await databaseFindings(databaseUrl, {
      AUDIT_RETENTION_DAYS: 400,
      APP_ENV: "prod",
      preview: false,
    });
    expect(findings).toContainEqual({ kind: "error", text: expect.stringContaining("no retention") as string });
  });
});

describe.each([
  ["the owner", () => databaseUrl, "'none'"],
  ["the system role", () => databaseUrl, "system_role()"],
  ["the tenant role", () => databaseUrl, "tenant_role()"],
  ["a superuser", () => superuserDatabaseUrl, "'none'"],
  ["a superuser as the system role", () => superuserDatabaseUrl, "system_role()"],
])("an entry within the retention, for %s", (_who, url, role) => {
  const action = `test.young-${randomUUID()}`;
  const enter = `SELECT set_config('role', ${role}, true)`;
  let client: pg.Client;

  beforeAll(async () => {
    client = new pg.Client({ connectionString: url() });
    await client.connect();
    await insertEntries(action, 1, 399);
  });
  afterAll(() => client.end());
  beforeEach(async () => {
    await client.query("BEGIN");
    await client.query(enter);
  });
  afterEach(() => client.query("ROLLBACK"));

  /** Row-level security hides rows from some roles, so their statement has no effect. The other roles get an error. */
  async function expectUntouched(sql: string): Promise<void> {
    const outcome = await client.query(sql).then(
      ({ rowCount }) => (rowCount === 0 ? "untouched" : "changed"),
      (error: unknown) => (/append-only|permission denied/.test(String(error)) ? "untouched" : String(error)),
    );
    expect(outcome).toBe("untouched");
    await client.query("ROLLBACK");
    expect(await countOf(action)).toBe(1);
    await client.query("BEGIN");
  }

  it("cannot be deleted, changed or truncated", async () => {
    await expectUntouched(`DELETE FROM audit_log WHERE action = '${action}'`);
    await client.query(enter);
    await expectUntouched(`UPDATE audit_log SET outcome = 'ok' WHERE action = '${action}'`);
    await client.query(enter);
    await expectUntouched("TRUNCATE audit_log");
  });

  it("cannot be deleted by shadowing the retention with a temporary table", async () => {
    await client.query("SELECT set_config('role', 'none', true)");
    await client.query("CREATE TEMPORARY TABLE audit_retention ON COMMIT DROP AS SELECT true AS id, -1000 AS days");
    await client.query("GRANT SELECT ON pg_temp.audit_retention TO PUBLIC");
    await client.query(`${enter}, set_config('search_path', 'pg_temp, public', true)`);
    await expectUntouched(`DELETE FROM public.audit_log WHERE action = '${action}'`);
  });

  it("cannot be deleted in a session that disables triggers", async () => {
    const isSuperuser = url() === superuserDatabaseUrl && role === "'none'";
    const turned = client.query("SET LOCAL session_replication_role = replica");
    if (isSuperuser) await turned;
    else await expect(turned).rejects.toThrow("permission denied");
    if (isSuperuser) await expectUntouched(`DELETE FROM audit_log WHERE action = '${action}'`);
  });
});

describe("an entry beyond the retention", () => {
  it("is pruned by the job in audited batches, without deleting newer entries", async () => {
    await insertEntries("test.expired", 6_000, 401);
    await insertEntries("test.young", 10, 399);
    const results = await runJobs(randomUUID());
    expect(results["prune-audit-log"]).toMatchObject({ status: "done" });
    expect([await countOf("test.expired"), await countOf("test.young")]).toEqual([0, 10]);
    const batches = await inSystemTransaction((db) =>
      db.auditEntry.findMany({
        where: { action: "jobs.prune-audit-log" },
        select: { after: true },
        orderBy: { createdAt: "desc" },
        take: 2,
      }),
    );
    expect(batches.map(({ after }) => (after as { deleted: number }).deleted).sort()).toEqual([expect.any(Number), 5_000]);
  });

  it("is determined by the retention in the database, not by the process's configuration", async () => {
    await insertEntries("test.hundred", 3, 100);
    await runJobs(randomUUID());
    expect(await countOf("test.hundred")).toBe(3);
    await migrate(databaseUrl, { auditRetentionDays: 90 });
    await runJobs(randomUUID());
    expect(await countOf("test.hundred")).toBe(0);
  });

  it("still cannot be changed", async () => {
    await insertEntries("test.ancient", 1, 2_000);
    await expect(superuser.query("UPDATE audit_log SET outcome = 'no' WHERE action = 'test.ancient'")).rejects.toThrow(
      "append-only",
    );
  });
});
