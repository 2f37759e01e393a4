// Plants floods of audit entries, which cannot be deleted, so it uses a database of its own.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Prisma } from "@/lib/db/generated/client";
import { inSystemTransaction, type SystemDb } from "@/lib/db/transaction";
import { createPerson } from "@/tests/factories/callers";
import { queryAt } from "@/tests/setup/databases";
import { useOwnDatabase, type OwnDatabase } from "@/tests/setup/own-database";
import { JOB_NAMES } from "@/lib/jobs/job-names";
import { readAttention } from "./attention";
import { countFailedSignIns } from "./failed-sign-ins";
import { countActiveUsers } from "./overview-queries";

const [MINUTE_MS, HOUR_MS, DAY_MS] = [60_000, 3_600_000, 86_400_000];

let database: OwnDatabase;
beforeAll(async () => {
  database = await useOwnDatabase("attention");
});
afterAll(() => database.drop());

/** A time of its own for each test. */
const [OF_SIGN_INS, OF_FLOOD] = [Date.UTC(2031, 0, 1), Date.UTC(2033, 0, 1)];

async function plantFailedSignIns(count: number, at: number): Promise<void> {
  await inSystemTransaction(
    (db) => db.$executeRaw`
      INSERT INTO audit_log (id, created_at, actor_kind, actor_standing, request_id, action, outcome, ip_address, user_agent)
      SELECT gen_random_uuid(), ${new Date(at)}::timestamptz, 'anonymous', 'public', gen_random_uuid(), 'auth.sign-in',
             'INVALID_CREDENTIALS', '203.0.113.9', 'Mozilla/5.0'
        FROM generate_series(1, ${count}::int)`,
  );
}

describe("failed sign-ins", () => {
  const count = (now: number) => inSystemTransaction((db) => countFailedSignIns(db, new Date(now)));

  it("are unusual on every day of an attack, until more than half of the last thirty days were like it", async () => {
    await plantFailedSignIns(12, OF_SIGN_INS - HOUR_MS);
    await plantFailedSignIns(5, OF_SIGN_INS + 30 * DAY_MS - HOUR_MS);
    expect(await count(OF_SIGN_INS + 30 * DAY_MS)).toEqual({ count: 5, has_more: false, usual: 0, is_unusual: false });
    for (let day = 31; day <= 45; day += 1) {
      await plantFailedSignIns(60, OF_SIGN_INS + day * DAY_MS - HOUR_MS);
      expect(await count(OF_SIGN_INS + day * DAY_MS), `day ${day}`).toMatchObject({ count: 60, is_unusual: true });
    }
    for (let day = 46; day <= 48; day += 1) await plantFailedSignIns(60, OF_SIGN_INS + day * DAY_MS - HOUR_MS);
    expect(await count(OF_SIGN_INS + 48 * DAY_MS)).toEqual({ count: 60, has_more: false, usual: 60, is_unusual: false });
  });

  it("are unusual beyond 2,000 a day, however long that lasts, and are counted up to 10,000", async () => {
    for (let day = 0; day < 31; day += 1) await plantFailedSignIns(2_100, OF_FLOOD + day * DAY_MS - HOUR_MS);
    expect(await count(OF_FLOOD + 30 * DAY_MS)).toEqual({ count: 2_100, has_more: false, usual: 2_000, is_unusual: true });
    await plantFailedSignIns(8_000, OF_FLOOD + 30 * DAY_MS - HOUR_MS);
    expect(await count(OF_FLOOD + 30 * DAY_MS)).toMatchObject({ count: 10_000, has_more: true });
  });
});

describe("a flood of anonymous entries", () => {
  beforeAll(() => queryAt(database.superuserUrl, "VACUUM ANALYZE audit_log"));

  /** A handle for one raw query, which it explains instead. */
  const explaining = (db: SystemDb, plan: string[]) =>
    ({
      $queryRaw: async (strings: TemplateStringsArray, ...values: unknown[]) => {
        const lines = await db.$queryRaw<object[]>(Prisma.sql`EXPLAIN ${Prisma.sql(strings, ...values)}`);
        plan.push(...lines.map((line) => Object.values(line).join("")));
        return [{}];
      },
    }) as unknown as SystemDb;

  const now = new Date(OF_FLOOD + 30 * DAY_MS);
  const days = { first: new Date(OF_FLOOD), last: now };

  it.each<[string, string, (db: SystemDb) => Promise<unknown>]>([
    ["failed sign-ins", "audit_log_failed_sign_ins_idx", (db) => countFailedSignIns(db, now)],
    ["active users", "audit_log_active_users_idx", (db) => countActiveUsers(db, days)],
  ])("is not read to count %s, which have an index of their own", async (_what, index, work) => {
    const plan: string[] = [];
    await inSystemTransaction((db) => work(explaining(db, plan)));
    const scans = plan.filter((line) => /Scan\b.*\b(?:on|using) "?audit_log/.test(line));
    expect(scans.length, plan.join("\n")).toBeGreaterThan(0);
    expect(scans.filter((line) => !line.includes(`Index Only Scan using ${index}`))).toEqual([]);
  });
});

describe("jobs", () => {
  /** An installation that is older than two days. */
  beforeAll(async () => {
    await createPerson();
    await queryAt(database.superuserUrl, "UPDATE users SET created_at = now() - interval '3 days'");
  });

  const jobs = async (now?: number) => (await inSystemTransaction((db) => readAttention(db, now))).jobs;

  async function replaceRuns(...runs: { name?: string; ago: number; outcome: string | null }[]): Promise<void> {
    await inSystemTransaction(async (db) => {
      await db.jobRun.deleteMany();
      await db.jobRun.createMany({
        data: runs.map(({ name = "send-mail", ago, outcome }) => ({ name, startedAt: new Date(Date.now() - ago), outcome })),
      });
    });
  }

  /** A run of every job, and another time for one of them. */
  const runsOfAll = (ago: number, one: string, itsAgo: number) =>
    JOB_NAMES.map((name) => ({ name, ago: name === one ? itsAgo : ago, outcome: "done" }));

  it("are late if their latest run is older than two days, even if other jobs run", async () => {
    await replaceRuns(...runsOfAll(MINUTE_MS, "send-mail", 2 * DAY_MS - MINUTE_MS));
    expect(await jobs()).toMatchObject({ late: [], failed: 0, unfinished: 0 });
    await replaceRuns(...runsOfAll(MINUTE_MS, "send-mail", 2 * DAY_MS + MINUTE_MS));
    expect(await jobs()).toMatchObject({ late: ["send-mail"] });
    await replaceRuns(...runsOfAll(3 * DAY_MS, "send-mail", 4 * DAY_MS));
    expect((await jobs()).late).toEqual(JOB_NAMES);
  });

  it("are unfinished if they have no outcome after their lease has expired", async () => {
    await replaceRuns({ ago: 4 * MINUTE_MS, outcome: null });
    expect(await jobs()).toMatchObject({ unfinished: 0 });
    await replaceRuns({ ago: 6 * MINUTE_MS, outcome: null }, { ago: 8 * DAY_MS, outcome: null });
    expect(await jobs()).toMatchObject({ unfinished: 1 });
  });

  it("are late before their first run only if the oldest account is more than two days old", async () => {
    await replaceRuns();
    const [oldest] = await queryAt<{ at: Date }>(database.superuserUrl, "SELECT min(created_at) AS at FROM users");
    const start = oldest?.at.getTime() ?? 0;
    expect(await jobs(start + 2 * DAY_MS - MINUTE_MS)).toMatchObject({ last_run_at: null, late: [] });
    expect(await jobs(start + 2 * DAY_MS + MINUTE_MS)).toEqual({
      last_run_at: null,
      late: [...JOB_NAMES],
      failed: 0,
      unfinished: 0,
    });
  });
});
