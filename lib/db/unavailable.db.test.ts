// A database that cannot be used at the moment causes the same error wherever the app asks it, so that every entrance responds
// with 503 and the client may retry.
import net, { type AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { resolveSession } from "@/lib/auth/sessions/resolve-session";
import { env } from "@/lib/env/server";
import { AppError } from "@/lib/errors/app-error";
import { startStatementProxy, type StatementProxy } from "@/tests/fakes/statement-proxy";
import { administrationUrl, databaseUrl, queryAt, superuserDatabaseUrl, workerDatabase } from "@/tests/setup/databases";
import { useOwnDatabase, type OwnDatabase } from "@/tests/setup/own-database";
import { openDatabase, type Database } from "./client";
import { readAsApp } from "./read-as-app";
import { inSystemTransaction, inTenantTransaction } from "./transaction";

const NO_ORGANIZATION = "00000000-0000-4000-8000-000000000000";

/** Every way in which the app reaches its database. */
const WAYS: Record<string, () => Promise<unknown>> = {
  "the session check": () => resolveSession("A".repeat(43), null),
  "a health check": () => readAsApp`SELECT 1 AS one`,
  "a transaction of the system role": () => inSystemTransaction((db) => db.user.count()),
  "a transaction of an organization": () => inTenantTransaction(NO_ORGANIZATION, (db) => db.membership.count()),
};

const holder = globalThis as typeof globalThis & { gatehouseDatabase?: Database; gatehouseLastLogged?: Map<string, number> };
let usual: Database | undefined;

beforeEach(() => {
  usual = holder.gatehouseDatabase;
});
afterEach(async () => {
  if (holder.gatehouseDatabase !== usual) await holder.gatehouseDatabase?.client.$disconnect();
  if (usual) holder.gatehouseDatabase = usual;
  else delete holder.gatehouseDatabase;
});

const use = (connectionString: string) => (holder.gatehouseDatabase = openDatabase({ connectionString, max: 2 }));

async function expectBusy(): Promise<void> {
  for (const [way, ask] of Object.entries(WAYS)) {
    const outcome = await ask().then(
      () => ({ code: "ok" }),
      (error: unknown) => error,
    );
    expect([way, outcome]).toEqual([way, expect.objectContaining({ code: "BUSY", retryAfterSeconds: 5 })]);
  }
}

function urlWith(parts: { hostname?: string; port?: number; password?: string }): string {
  return Object.assign(new URL(databaseUrl), parts).toString();
}

describe("a database that cannot be reached", () => {
  let hangingUp: net.Server;
  beforeAll(() => {
    hangingUp = net.createServer((socket) => socket.destroy()).listen(0, "127.0.0.1");
  });
  afterAll(() => hangingUp.close());

  it.each<[string, () => string]>([
    ["no process listens", () => urlWith({ hostname: "127.0.0.1", port: 1 })],
    ["its name does not exist", () => urlWith({ hostname: "nowhere.invalid" })],
    ["its socket does not exist", () => "postgresql://app@/app?host=/no/such/folder"],
    [
      "it hangs up during the handshake",
      () => urlWith({ hostname: "127.0.0.1", port: (hangingUp.address() as AddressInfo).port }),
    ],
    ["it refuses the login", () => "postgresql://no_such_role:x@" + new URL(databaseUrl).host + "/postgres"],
  ])("is busy if %s", async (_why, url) => {
    use(url());
    await expectBusy();
  });

  it("is logged with the cause once a minute, however many connections fail", async () => {
    const { LOG_LEVEL } = env();
    env().LOG_LEVEL = "error";
    holder.gatehouseLastLogged?.clear();
    const lines: string[] = [];
    vi.spyOn(process.stdout, "write").mockImplementation((chunk) => lines.push(String(chunk)) > 0);
    use(urlWith({ hostname: "127.0.0.1", port: 1 }));
    await expectBusy();
    env().LOG_LEVEL = LOG_LEVEL;
    expect(lines).toEqual([expect.stringMatching(/cannot connect to the database.*ECONNREFUSED/)]);
  });
});

describe("a database that refuses connections", () => {
  const name = `${workerDatabase}_closed`;
  let own: OwnDatabase;
  // With a pool that has no connection yet.
  beforeEach(async () => {
    own = await useOwnDatabase("closed");
  });
  afterEach(() => own.drop());

  it.each(["CONNECTION LIMIT 0", "ALLOW_CONNECTIONS false"])("is busy with %s, and recovers", async (option) => {
    await queryAt(administrationUrl, `ALTER DATABASE ${name} ${option}`);
    try {
      await expectBusy();
    } finally {
      await queryAt(administrationUrl, `ALTER DATABASE ${name} CONNECTION LIMIT -1 ALLOW_CONNECTIONS true`);
    }
    for (const ask of Object.values(WAYS)) await expect(ask()).resolves.not.toThrow();
  });
});

describe("a connection that ends during a statement", () => {
  const END = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event = 'PgSleep' AND pid <> pg_backend_pid()`;

  it("is busy, and the next statement works", async () => {
    use(databaseUrl);
    const cut = expect(readAsApp`SELECT pg_sleep(30)::text`).rejects.toMatchObject({ code: "BUSY" });
    await vi.waitFor(async () => expect(await queryAt(superuserDatabaseUrl, END)).toHaveLength(1), { timeout: 10_000 });
    await cut;
    expect(await readAsApp`SELECT 1 AS one`).toEqual([{ one: 1 }]);
  });
});

describe("a connection that is lost", () => {
  let proxy: StatementProxy;
  beforeEach(async () => {
    proxy = await startStatementProxy(databaseUrl);
    use(proxy.url);
  });
  afterEach(() => proxy.close());

  const record = (name: string) => inSystemTransaction((db) => db.jobRun.create({ data: { name } }));
  const recorded = (name: string) => queryAt(superuserDatabaseUrl, `SELECT 1 FROM job_runs WHERE name = '${name}'`);

  it("before a change is committed is busy, and changes nothing", async () => {
    proxy.loseResponseTo("SELECT 'lost'");
    const change = inSystemTransaction(async (db) => {
      await db.jobRun.create({ data: { name: "lost-before" } });
      await db.$executeRaw`SELECT 'lost'`;
    });
    await expect(change).rejects.toMatchObject({ code: "BUSY" });
    expect(await recorded("lost-before")).toEqual([]);
  });

  it("while a change is committed is an error, not an invitation to try again, because the change was made", async () => {
    await record("not-lost");
    proxy.loseResponseTo("COMMIT");
    const outcome = await record("lost-at-commit").catch((error: unknown) => error);
    expect(outcome).toBeInstanceOf(Error);
    expect(outcome).not.toBeInstanceOf(AppError);
    expect(await recorded("lost-at-commit")).toHaveLength(1);
  });

  it("at the end of a read is busy", async () => {
    proxy.loseResponseTo("COMMIT");
    const read = inSystemTransaction((db) => db.user.count(), "read only");
    await expect(read).rejects.toMatchObject({ code: "BUSY" });
  });
});

it("is busy while the pool has no free connection, even for a statement outside a transaction", async () => {
  use(databaseUrl);
  const held = [1, 2].map(() => readAsApp`SELECT pg_sleep(11)::text`);
  await expect(WAYS["the session check"]?.()).rejects.toMatchObject({ code: "BUSY" });
  await Promise.all(held);
});
