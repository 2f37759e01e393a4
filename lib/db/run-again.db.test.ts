import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AppError } from "@/lib/errors/app-error";
import { createPerson } from "@/tests/factories/callers";
import { superuserDatabaseUrl } from "@/tests/setup/databases";
import { inSystemTransaction, inTenantTransaction, type SystemDb, type TenantDb } from "./transaction";

const superuser = new pg.Client({ connectionString: superuserDatabaseUrl });
beforeAll(() => superuser.connect());
afterAll(() => superuser.end());

const raise = (db: SystemDb | TenantDb, state: string) =>
  state === "40P01"
    ? db.$executeRaw`DO $$ BEGIN RAISE EXCEPTION 'ended' USING ERRCODE = '40P01'; END $$`
    : db.$executeRaw`DO $$ BEGIN RAISE EXCEPTION 'ended' USING ERRCODE = '40001'; END $$`;

const sessionOf = (userId: string) => ({
  userId,
  tokenHash: crypto.getRandomValues(new Uint8Array(32)),
  ipAddress: "::1",
  userAgent: "",
  expiresAt: new Date(),
  absoluteExpiresAt: new Date(),
});

/** Writes one row per run. The database aborts the first `ends` runs. */
function endedAtFirst(ends: number, state: string, userId: string) {
  const ran = { times: 0 };
  const work = async (db: SystemDb) => {
    ran.times += 1;
    await db.session.create({ data: sessionOf(userId), select: { id: true } });
    if (ran.times <= ends) await raise(db, state);
    return ran.times;
  };
  return { ran, work };
}

const sessionsOf = (userId: string) => inSystemTransaction((db) => db.session.count({ where: { userId } }));

describe("a transaction that the database aborts because of another one", () => {
  it.each(["40P01", "40001"])("is rerun after %s, without leaving its earlier writes behind", async (state) => {
    const { user } = await createPerson();
    const { work } = endedAtFirst(2, state, user.id);
    expect(await inSystemTransaction(work)).toBe(3);
    expect(await sessionsOf(user.id)).toBe(2);
  });

  it("fails after the third attempt, and is rolled back", async () => {
    const { user } = await createPerson();
    const { ran, work } = endedAtFirst(9, "40P01", user.id);
    await expect(inSystemTransaction(work)).rejects.toThrow("40P01");
    expect([ran.times, await sessionsOf(user.id)]).toEqual([3, 1]);
  });

  it("is rerun for the same organization", async () => {
    const { organization, user } = await createPerson();
    let times = 0;
    const members = await inTenantTransaction(organization.id, async (db) => {
      times += 1;
      if (times === 1) await raise(db, "40P01");
      return db.membership.findMany({ select: { userId: true } });
    });
    expect([times, members]).toEqual([2, [{ userId: user.id }]]);
  });

  it("is rerun if it is aborted at commit", async () => {
    const { user } = await createPerson();
    await superuser.query(`
      CREATE SEQUENCE ended_commits;
      GRANT USAGE ON SEQUENCE ended_commits TO PUBLIC;
      CREATE FUNCTION end_commit() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN IF nextval('ended_commits') = 1 THEN RAISE EXCEPTION 'ended' USING ERRCODE = '40001'; END IF; RETURN NULL; END $$;
      CREATE CONSTRAINT TRIGGER end_commit AFTER INSERT ON sessions DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW WHEN (NEW.user_id = ${superuser.escapeLiteral(user.id)}) EXECUTE FUNCTION end_commit()`);
    try {
      const { work } = endedAtFirst(0, "40001", user.id);
      expect(await inSystemTransaction(work)).toBe(2);
      expect(await sessionsOf(user.id)).toBe(2);
    } finally {
      await superuser.query("DROP TRIGGER end_commit ON sessions; DROP FUNCTION end_commit(); DROP SEQUENCE ended_commits");
    }
  });
});

describe("a transaction that fails for another reason", () => {
  it.each<[string, (db: SystemDb) => Promise<unknown>]>([
    ["an AppError", () => Promise.reject(new AppError("CONFLICT"))],
    ["a failing statement", (db) => db.$queryRaw`SELECT 1 / 0`],
  ])("is not rerun: %s", async (_what, fail) => {
    let times = 0;
    const failing = inSystemTransaction((db) => {
      times += 1;
      return fail(db);
    });
    await failing.then(
      () => expect.unreachable(),
      () => undefined,
    );
    expect(times).toBe(1);
  });
});
