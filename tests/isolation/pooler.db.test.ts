// The app behind PgBouncer in transaction mode, where a transaction gets any server connection, and the next transaction on it
// belongs to another client. Nothing that a transaction sets may reach that client.
import { AsyncLocalStorage } from "node:async_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openDatabase, type Database } from "@/lib/db/client";
import { TIME_LIMITS } from "@/lib/db/time-limits";
import { inSystemTransaction, inTenantTransaction, type TenantDb } from "@/lib/db/transaction";
import { readiness } from "@/lib/health/readiness";
import { listMembers } from "@/lib/memberships/list-members";
import { updateOrganization } from "@/lib/organizations/update-organization";
import { hasSeededUsers } from "@/lib/users/seeded-users";
import { actorOf, callerOf, createMember, createPerson } from "@/tests/factories/callers";
import { administrationUrl, databaseUrl, databaseUrls, queryAt, workerDatabase } from "@/tests/setup/databases";
import { describeWithPgbouncer, SERVER_CONNECTIONS, startPgbouncer, type Pgbouncer } from "@/tests/setup/pgbouncer";
import { createDatabase, dropDatabase } from "../../scripts/postgres/databases";
import { bringUpToDate } from "../../scripts/schema/bring-up-to-date";
import { databaseFindings, pooledFindings } from "../../scripts/schema/database-findings";

const REQUESTS = 200;
const AT_ONCE = 12;
const INSTANCES = 3;
/** The limits of an instance whose transactions are to fail. */
const IMPATIENT = { ...TIME_LIMITS, transactionMs: 600, statementMs: 300, lockMs: 200, idleMs: 400 };
const EXPECTED = { AUDIT_RETENTION_DAYS: 400, APP_ENV: "beta", preview: true } as const;

/** All that a transaction of the app sets, and all else that a server connection could keep for its next client. */
const TRACES = `SELECT current_user = session_user AS "own role", current_setting('role') AS role,
  nullif(current_setting('app.organization_id', true), '') AS organization,
  nullif(current_setting('app.actor_kind', true), '') AS kind, nullif(current_setting('app.user_id', true), '') AS person,
  nullif(current_setting('app.session_id', true), '') AS session,
  nullif(current_setting('app.token_family_id', true), '') AS token, nullif(current_setting('app.api_key_id', true), '') AS key,
  current_setting('statement_timeout') AS statement, current_setting('lock_timeout') AS lock,
  current_setting('idle_in_transaction_session_timeout') AS idle, current_setting('transaction_read_only') AS "read only",
  (SELECT count(*)::int FROM pg_prepared_statements) AS prepared,
  (SELECT count(*)::int FROM pg_locks WHERE pid = pg_backend_pid() AND locktype IN ('advisory', 'tuple')) AS locks`;

type Traces = Record<string, unknown>;
interface Tenant {
  id: string;
  slug: string;
  token: string;
  people: string[];
}

const holder = globalThis as typeof globalThis & { gatehouseDatabase?: Database };

describeWithPgbouncer("behind PgBouncer in transaction mode", () => {
  const serving = new AsyncLocalStorage<Database>();
  const opened: Database[] = [];
  let usual: Database;
  let pgbouncer: Pgbouncer;
  let untouched: Traces;

  /** Another instance of the app, with a pool of its own. */
  function instance(connectionString: string, limits = TIME_LIMITS): Database {
    const database = openDatabase({ connectionString, limits });
    opened.push(database);
    return database;
  }

  beforeAll(async () => {
    pgbouncer = await startPgbouncer(databaseUrl);
    [untouched] = (await queryAt<Traces>(databaseUrl, TRACES)) as [Traces];
    usual = holder.gatehouseDatabase ?? openDatabase({ connectionString: databaseUrl });
    Object.defineProperty(holder, "gatehouseDatabase", { configurable: true, get: () => serving.getStore() ?? usual });
  });
  afterAll(async () => {
    Object.defineProperty(holder, "gatehouseDatabase", {
      configurable: true,
      writable: true,
      enumerable: true,
      value: usual,
    });
    await Promise.all(opened.map(({ client }) => client.$disconnect()));
    await pgbouncer.stop();
  });

  const on = <T>(database: Database, work: () => Promise<T>): Promise<T> => serving.run(database, async () => await work());

  async function createTenant(): Promise<Tenant> {
    const { organization, session, user } = await createPerson();
    const member = await createMember(organization, "member");
    return { ...organization, token: session.token, people: [user.id, member.user.id].sort() };
  }

  const callerIn = async ({ token, slug }: Tenant) => callerOf(await actorOf(token, slug));

  /** The ways to serve a request. Each returns the ids of all organizations and people that it saw. */
  const WAYS: ((tenant: Tenant, number: number) => Promise<string[]>)[] = [
    async (tenant) => (await listMembers(await callerIn(tenant), {})).items.map(({ user }) => user.id),
    async (tenant, number) => {
      await updateOrganization(await callerIn(tenant), { name: `${tenant.id} ${number}` });
      return [];
    },
    ({ id }) =>
      inTenantTransaction(id, async (db) => {
        const rows = await db.$queryRaw<{ id: string }[]>`SELECT user_id AS id FROM memberships`;
        const [row] = await db.$queryRaw<{ id: string }[]>`SELECT current_setting('app.organization_id') AS id`;
        return [...rows, ...(row ? [row] : [])].map((each) => each.id);
      }),
    async ({ id }) =>
      inTenantTransaction(
        id,
        async (db) => (await db.user.findMany({ select: { id: true } })).map((each) => each.id),
        undefined,
        "read only",
      ),
    async ({ token, slug }) => {
      const actor = await actorOf(token, slug);
      return [actor.user.id, actor.kind === "member" ? actor.organization.id : "no member"];
    },
  ];

  const write = (db: TenantDb, id: string) =>
    db.organization.update({ where: { id }, data: { name: "never committed" }, select: { id: true } });

  /** The ways in which a transaction ends without a commit. */
  const FAILURES: [string, (id: string) => Promise<unknown>][] = [
    [
      "is rolled back",
      (id) => inTenantTransaction(id, (db) => write(db, id).then(() => Promise.reject(new Error("thrown")))),
    ],
    ["fails with an error", (id) => inTenantTransaction(id, (db) => write(db, id).then(() => db.$queryRaw`SELECT 1 / 0`))],
    [
      "is refused by row-level security",
      (id) => inTenantTransaction(id, (db) => db.$executeRaw`UPDATE memberships SET organization_id = gen_random_uuid()`),
    ],
    ["writes although it is read-only", (id) => inTenantTransaction(id, (db) => write(db, id), undefined, "read only")],
    ["exceeds the limit of a statement", (id) => inTenantTransaction(id, (db) => db.$queryRaw`SELECT pg_sleep(5)`)],
    ["stops between two statements", (id) => inTenantTransaction(id, (db) => write(db, id).then(() => sleep(700)))],
    ["exceeds its limit", (id) => inTenantTransaction(id, (db) => wasteTime(db, id))],
  ];

  async function wasteTime(db: TenantDb, id: string): Promise<void> {
    for (let step = 0; step < 20; step += 1) {
      await write(db, id);
      await sleep(100);
    }
  }

  it(`serves ${REQUESTS} alternating requests of two tenants, in ${INSTANCES} instances, each its own rows only`, async () => {
    const tenants = [await createTenant(), await createTenant()];
    const instances = Array.from({ length: INSTANCES }, () => instance(pgbouncer.url));
    const impatient = instance(pgbouncer.url, IMPATIENT);
    const problems: unknown[] = [];
    const backends = new Set<number>();
    const waiting = Array.from({ length: REQUESTS }, (_, number) => number);

    /** Looks at a server connection as another client of the pooler. */
    const look = async (observer: pg.Client) => {
      const { rows } = await observer.query<Traces & { pid: number }>(`${TRACES}, pg_backend_pid() AS pid`);
      const [{ pid, ...traces }] = rows as [Traces & { pid: number }];
      backends.add(pid);
      if (JSON.stringify(traces) !== JSON.stringify(untouched)) problems.push(traces);
    };
    const serve = async (number: number) => {
      const tenant = tenants[number % 2] as Tenant;
      const way = WAYS[number % WAYS.length] as (typeof WAYS)[number];
      const seen = await on(instances[number % INSTANCES] as Database, () => way(tenant, number));
      const foreign = seen.filter((id) => id !== tenant.id && !tenant.people.includes(id));
      if (foreign.length > 0) problems.push({ number, foreign });
    };
    const takeTurns = async () => {
      const observer = new pg.Client({ connectionString: pgbouncer.url });
      await observer.connect();
      for (let number = waiting.shift(); number !== undefined; number = waiting.shift()) {
        const turn = number;
        const [, fail] = FAILURES[turn % FAILURES.length] as (typeof FAILURES)[number];
        const failing = turn % 5 === 0 && on(impatient, () => fail((tenants[turn % 2] as Tenant).id));
        if (failing)
          await failing.then(
            () => problems.push(`${turn} did not fail`),
            () => undefined,
          );
        await serve(turn).catch((error: unknown) => problems.push(error));
        await look(observer);
      }
      await observer.end();
    };
    await Promise.all(Array.from({ length: AT_ONCE }, takeTurns));
    expect(problems).toEqual([]);
    expect(backends.size).toBeGreaterThanOrEqual(SERVER_CONNECTIONS);
    for (const { id } of tenants) {
      const found = await inSystemTransaction((db) => db.organization.findUnique({ where: { id }, select: { name: true } }));
      expect(found?.name).toMatch(new RegExp(`^${id} `));
    }
  }, 120_000);

  describe("a transaction leaves nothing to the next client of its server connection", () => {
    const traces = async () => (await queryAt<Traces>(pgbouncer.singleUrl, TRACES))[0];

    it("when it is committed, in either access mode and role", async () => {
      const { id } = await createTenant();
      const single = instance(pgbouncer.singleUrl);
      await on(single, () => inTenantTransaction(id, (db) => db.user.count()));
      expect(await traces()).toEqual(untouched);
      await on(single, () =>
        inTenantTransaction(
          id,
          (db) => db.user.count(),
          { kind: "member", userId: id, sessionId: id, tokenFamilyId: null, apiKeyId: null },
          "read only",
        ),
      );
      expect(await traces()).toEqual(untouched);
      await on(single, () => inSystemTransaction((db) => db.user.count()));
      expect(await traces()).toEqual(untouched);
      await on(single, () => inSystemTransaction((db) => db.user.count(), "read only"));
      expect(await traces()).toEqual(untouched);
    });

    it.each(FAILURES)("when it %s", async (_how, fail) => {
      const { id } = await createTenant();
      await expect(on(instance(pgbouncer.singleUrl, IMPATIENT), () => fail(id))).rejects.toThrow();
      expect(await traces()).toEqual(untouched);
      expect(
        await on(instance(pgbouncer.singleUrl), () => inSystemTransaction((db) => db.user.count({ where: { id } }))),
      ).toBe(0);
    });

    it("when the app is killed in the middle of it", async () => {
      const killed = new pg.Client({ connectionString: pgbouncer.singleUrl });
      killed.on("error", () => undefined);
      await killed.connect();
      await killed.query("BEGIN");
      await killed.query("SELECT set_config('role', system_role(), true), set_config('statement_timeout', '1s', true)");
      killed.connection.stream.destroy();
      expect(await traces()).toEqual(untouched);
    });
  });

  it("passes the readiness check, the check for seeded users and doctor", async () => {
    const pooled = instance(pgbouncer.url);
    const { status, body } = await on(pooled, readiness);
    expect([status, body]).toMatchObject([200, { checks: { migrations: "up", mail: "up", audit_log: "up" } }]);
    expect(await on(pooled, hasSeededUsers)).toBe(false);
    expect(await pooledFindings(pgbouncer.url)).toEqual([]);
    expect(await databaseFindings(pgbouncer.url, EXPECTED)).toEqual(await databaseFindings(databaseUrl, EXPECTED));
  });

  describe("npm run migrate", () => {
    const LOCK_KEY = 72_707_369;

    it("uses the direct connection only, one run at a time, and holds no lock when it has ended", async () => {
      const name = `${workerDatabase}_migrated`;
      await createDatabase(administrationUrl, name);
      const { owner } = databaseUrls(name);
      try {
        vi.stubEnv("DATABASE_URL", "postgresql://nobody:nothing@127.0.0.1:1/none");
        vi.stubEnv("DIRECT_DATABASE_URL", owner);
        const printed: string[] = [];
        vi.spyOn(console, "log").mockImplementation((text: string) => void printed.push(text.slice(0, 8)));
        await Promise.all([bringUpToDate(), bringUpToDate()]);
        expect(printed.sort()).toEqual(["Applied ", "The data"]);
        expect(await queryAt(owner, `SELECT pg_try_advisory_lock(${LOCK_KEY}) AS free`)).toEqual([{ free: true }]);
      } finally {
        await dropDatabase(administrationUrl, name);
      }
    });

    it("does not use the pooler, because a lock of a session would outlive its client there", async () => {
      const ofTest = LOCK_KEY + 1;
      await queryAt(pgbouncer.singleUrl, `SELECT pg_advisory_lock(${ofTest})`);
      expect(await queryAt(databaseUrl, `SELECT pg_try_advisory_lock(${ofTest}) AS free`)).toEqual([{ free: false }]);
      await queryAt(pgbouncer.singleUrl, `SELECT pg_advisory_unlock(${ofTest})`);
    });
  });
});
