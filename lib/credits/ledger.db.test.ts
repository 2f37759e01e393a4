// What protects the ledger and the balances from every role of the database.
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { adjustCredits } from "@/lib/credits/adjust-credits";
import { inSystemTransaction } from "@/lib/db/transaction";
import { createFundedOrganization, start } from "@/tests/factories/credits";
import { createSystemAdmin } from "@/tests/factories/system-admin";
import { databaseUrls, workerDatabase } from "@/tests/setup/databases";
import { useOwnDatabase, type OwnDatabase } from "@/tests/setup/own-database";
import { credits } from "./amounts";
import { findDifferences } from "./find-differences";
import { addPurchase, takeBack } from "./purchases";
import { settleCall } from "./settle-call";
import { creditsView } from "./summary";

let own: OwnDatabase;
let superuser: pg.Client;
beforeAll(async () => {
  own = await useOwnDatabase("ledger");
  superuser = new pg.Client({ connectionString: own.superuserUrl });
  await superuser.connect();
});
afterAll(async () => {
  await superuser.end();
  await own.drop();
});

const used = { inputTokens: 40, outputTokens: 5, outcome: "settled" } as const;
const differencesOf = async (id: string) => (await findDifferences(inSystemTransaction, id)).differences;

/** Runs a statement and rolls it back. @returns the name of the constraint or the message that refused it */
async function refusal(sql: string, values: unknown[] = [], role = "'none'"): Promise<string> {
  await superuser.query("BEGIN");
  try {
    await superuser.query(`SELECT set_config('role', ${role}, true)`);
    const { rowCount } = await superuser.query(sql, values);
    return `changed ${rowCount}`;
  } catch (error) {
    const { constraint, message } = error as { constraint?: string; message: string };
    return constraint ?? message;
  } finally {
    await superuser.query("ROLLBACK");
  }
}

describe("the ledger", () => {
  const APPEND_ONLY = "the ledger of credits is append-only";
  const DENIED = "permission denied for table credit_entries";

  it.each([
    ["UPDATE credit_entries SET amount = amount + 1", "'none'", APPEND_ONLY],
    ["DELETE FROM credit_entries", "'none'", APPEND_ONLY],
    ["TRUNCATE credit_entries", "'none'", APPEND_ONLY],
    ["UPDATE credit_entries SET amount = amount + 1", "system_role()", DENIED],
    ["DELETE FROM credit_entries", "system_role()", DENIED],
    ["TRUNCATE credit_entries", "system_role()", DENIED],
    ["INSERT INTO credit_entries SELECT * FROM credit_entries", "tenant_role()", DENIED],
    ["UPDATE credit_accounts SET purchased = 1", "tenant_role()", "permission denied for table credit_accounts"],
    ["UPDATE usage_log SET spent_allotment = 0", "tenant_role()", "permission denied for table usage_log"],
    ["DELETE FROM usage_log", "system_role()", "permission denied for table usage_log"],
    ["DELETE FROM credit_accounts", "system_role()", "permission denied for table credit_accounts"],
    ["SELECT open_credit_account(gen_random_uuid())", "tenant_role()", "permission denied for function open_credit_account"],
  ])("only grows: %s as %s", async (sql, role, expected) => {
    const id = await createFundedOrganization(1_000, 10);
    await settleCall((await start(id)).callId, used);
    expect(await refusal(sql, [], role)).toBe(expected);
  });

  it("goes with its organization", async () => {
    const id = await createFundedOrganization(1_000, 10);
    await settleCall((await start(id)).callId, used);
    await superuser.query("DELETE FROM organizations WHERE id = $1", [id]);
    const { rows } = await superuser.query("SELECT 1 FROM credit_entries WHERE organization_id = $1", [id]);
    expect(rows).toEqual([]);
  });
});

describe("a balance", () => {
  it.each([
    ["allotment_used = 1001", "credit_accounts_within_allotment"],
    ["allotment_reserved = 1001", "credit_accounts_within_allotment"],
    ["overage_used = 1", "credit_accounts_within_overage"],
    ["overage_limit = 5, overage_used = 1", "credit_accounts_within_overage"],
    ["overage_limit = 5, overage_enabled = true, overage_used = 3, overage_reserved = 3", "credit_accounts_within_overage"],
    ["purchased = -1000000000000001", "credit_accounts_purchased"],
    ["purchased_reserved = -1", "credit_accounts_purchased"],
    ["purchased = 1000000000000000, purchased_reserved = 1", "credit_accounts_purchased"],
    ["allotment_used = -1", "credit_accounts_allotment_used"],
    ["allotment = -2", "credit_accounts_allotment"],
    ["overage_limit = 1000000000000001", "credit_accounts_overage_limit"],
    ["window_end = '1960-01-01'", "credit_accounts_window"],
  ])("is never %s, even if a superuser writes it", async (change, constraint) => {
    const id = await createFundedOrganization(1_000);
    await settleCall((await start(id)).callId, used);
    expect(await refusal(`UPDATE credit_accounts SET ${change} WHERE organization_id = $1`, [id])).toBe(constraint);
  });

  it("cannot grow beyond its bound, and then changes nothing", async () => {
    const id = await createFundedOrganization(100, 10);
    const most = { organizationId: id, credits: credits(1_000_000_000_000_000), source: randomUUID() };
    await expect(inSystemTransaction((db) => addPurchase(db, most))).rejects.toThrow(/credit_accounts_purchased/);
    expect((await inSystemTransaction((db) => creditsView(db, id))).purchased.available).toBe(10);
    expect(await differencesOf(id)).toEqual([]);
  });
});

describe("purchased credits", () => {
  const change = (kind: typeof addPurchase, organizationId: string, amount: number, source: string) =>
    inSystemTransaction((db) => kind(db, { organizationId, credits: credits(amount), source }));

  it("are added once for each source, even by concurrent events", async () => {
    const id = await createFundedOrganization(0);
    const changes = await Promise.all(Array.from({ length: 8 }, () => change(addPurchase, id, 500, "cs_1")));
    expect(changes.filter(({ isFirst }) => isFirst)).toHaveLength(1);
    expect(new Set(changes.map(({ entryId }) => entryId)).size).toBe(1);
    expect((await inSystemTransaction((db) => creditsView(db, id))).purchased.available).toBe(500);
    expect(await differencesOf(id)).toEqual([]);
  });

  it("are taken back once for each source, whole, and are owed if they were used or are reserved", async () => {
    const id = await createFundedOrganization(0, 150);
    const { callId } = await start(id);
    const refunds = await Promise.all(Array.from({ length: 8 }, () => change(takeBack, id, 150, "re_1")));
    expect(refunds.filter(({ isFirst }) => isFirst)).toMatchObject([{ amount: -150, purchased: -100 }]);
    await settleCall(callId, used);
    expect(await change(takeBack, id, 10, "re_2")).toMatchObject({ amount: -10, purchased: -55 });
    await change(addPurchase, id, 60, "cs_2");
    expect(await change(takeBack, id, 10, "re_2")).toMatchObject({ isFirst: false, amount: -10, purchased: 5 });
    expect(await differencesOf(id)).toEqual([]);
  });

  it.each([0, -5, 1.5, Number.NaN, 1_000_000_000_000_001])("are not changed by %s", async (amount) => {
    const id = await createFundedOrganization(0, 5);
    await expect(
      inSystemTransaction((db) => addPurchase(db, { organizationId: id, credits: amount as never, source: "x" })),
    ).rejects.toThrow();
    expect((await inSystemTransaction((db) => creditsView(db, id))).purchased.available).toBe(5);
  });

  it("are adjusted by a system admin, in both directions, even below zero", async () => {
    const admin = await createSystemAdmin();
    const id = await createFundedOrganization(0, 5);
    const adjust = async (amount: unknown) =>
      adjustCredits(await admin.caller(), { id, credits: amount, reason: "An apology" });
    expect(await adjust("20")).toMatchObject({ credits: 20, purchased: 25 });
    expect(await adjust(-30)).toMatchObject({ credits: -30, purchased: -5 });
    for (const absurd of [0, 1.5, "", "ten", "1e3", true, [5], 1_000_000_000_001, null])
      await expect(adjust(absurd)).rejects.toMatchObject({ code: "VALIDATION_ERROR" });
    expect(await differencesOf(id)).toEqual([]);
  });
});

describe("ledger-verify", () => {
  const SCRIPT = fileURLToPath(new URL("../../scripts/ledger-verify.ts", import.meta.url));

  async function run(): Promise<{ code: number; output: string }> {
    const env = {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      NODE_ENV: "production",
      DATABASE_URL: databaseUrls(`${workerDatabase}_ledger`).owner,
      APP_URL: "https://app.example.com",
    } as const;
    const child = spawn(process.execPath, ["--conditions=react-server", "--import", "tsx", SCRIPT], {
      env,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const chunks: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    const [code] = (await once(child, "close")) as [number];
    return { code, output: Buffer.concat(chunks).toString() };
  }

  it("finds a planted difference in an account, in the ledger and in a call, and exits with 1", {
    timeout: 120_000,
  }, async () => {
    const [first, second, third] = [
      await createFundedOrganization(1_000, 10),
      await createFundedOrganization(1_000, 10),
      await createFundedOrganization(1_000, 10),
    ];
    for (const id of [first, second, third]) await settleCall((await start(id)).callId, used);
    expect(await run()).toMatchObject({ code: 0, output: expect.stringContaining("Differences: 0.") });
    await superuser.query("UPDATE credit_accounts SET purchased = purchased + 7 WHERE organization_id = $1", [first]);
    await superuser.query(
      `INSERT INTO credit_entries (organization_id, bucket, kind, amount) VALUES ($1, 'allotment', 'adjust', 1)`,
      [second],
    );
    await superuser.query("UPDATE usage_log SET spent_allotment = 44, unbilled = 1 WHERE organization_id = $1", [third]);
    const { code, output } = await run();
    expect(code).toBe(1);
    expect(output.trim().split("\n").sort()).toEqual(
      [
        `${first}: purchased: the account says 17, the ledger 10`,
        `${second}: allotment: the account says 955, the ledger 956`,
        `${third}: allotment_used: the account says 45, the calls 44`,
        `${third}: calls that differ from their entries: 1`,
        expect.stringMatching(/^Organizations checked: \d+\. Differences: 4\.$/),
      ].sort(),
    );
  });
});

describe("the statements of a call", () => {
  let id: string;
  /** Enough rows for the planner to choose as it does for a busy organization. */
  beforeAll(async () => {
    id = await createFundedOrganization(1_000);
    await superuser.query(
      `INSERT INTO usage_log (id, organization_id, request_id, operation, model, status, window_start, estimated_input, max_output,
              reserved_allotment, reserved_purchased, reserved_overage, input_price, output_price, created_at, expires_at, settled_at)
       SELECT gen_random_uuid(), $1, gen_random_uuid(), 'x', 'demo', 'settled', date_trunc('month', m.at), 1, 1, 2, 0, 0, 1, 1, m.at, m.at, m.at
         FROM (SELECT now() - make_interval(hours => n) AS at FROM generate_series(1, 3000) n) m`,
      [id],
    );
    await superuser.query(
      `INSERT INTO credit_entries (organization_id, bucket, kind, amount, source)
       SELECT $1, 'purchased', 'purchase', 1, n::text FROM generate_series(1, 3000) n`,
      [id],
    );
    await superuser.query("ANALYZE usage_log, credit_entries, credit_accounts");
  });

  it.each([
    [
      "expired reservations",
      "SELECT 1 FROM usage_log WHERE organization_id = $1 AND status = 'reserved' AND expires_at <= now()",
      "status_expires_at_idx",
    ],
    [
      "a booked source",
      "SELECT 1 FROM credit_entries WHERE organization_id = $1 AND kind = 'purchase' AND source = 'x'",
      "credit_entries_organization_id_kind_source_key",
    ],
    [
      "the calls of a window",
      "SELECT 1 FROM usage_log WHERE organization_id = $1 AND window_start = '2026-01-01'",
      "usage_log_organization_id_window_start_idx",
    ],
    [
      "the latest calls",
      "SELECT * FROM usage_log WHERE organization_id = $1 ORDER BY created_at DESC, id DESC LIMIT 20",
      "usage_log_organization_id_created_at_id_idx",
    ],
  ])("find %s by an index", async (_what, sql, index) => {
    const { rows } = await superuser.query<Record<string, string>>(`EXPLAIN ${sql.replace("$1", `'${id}'`)}`);
    expect(rows.map((row) => row["QUERY PLAN"]).join("\n")).toContain(index);
  });
});

describe("amounts in the database", () => {
  it("are whole numbers: no column of any table can have a fraction", async () => {
    const { rows } = await superuser.query<{ column: string }>(
      `SELECT c.relname || '.' || a.attname AS column FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v', 'm') AND a.attnum > 0 AND NOT a.attisdropped
          AND a.atttypid IN ('real'::regtype, 'double precision'::regtype, 'numeric'::regtype, 'money'::regtype)`,
    );
    expect(rows).toEqual([]);
  });
});
