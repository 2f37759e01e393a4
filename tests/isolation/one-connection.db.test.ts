// Requests of two tenants alternate on one connection, and some fail halfway. If a request left its role or organization on
// the connection, the next request would read the wrong rows.
import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDatabase, type Database } from "@/lib/db/client";
import { inSystemTransaction, inTenantTransaction, type TenantDb } from "@/lib/db/transaction";
import type { FakeStripe } from "@/scripts/fake-stripe/server";
import { createPerson } from "@/tests/factories/callers";
import { startStripe } from "@/tests/factories/stripe";
import { databaseUrl, superuserDatabaseUrl } from "@/tests/setup/databases";
import { loadOperations } from "../../scripts/access-matrix";
import { INPUTS } from "./inputs";
import { callerAt, createTenant } from "./tenant";

const REQUESTS = 200;
/** The number of concurrent requests. If all were concurrent, the last would time out on a busy machine. */
const AT_ONCE = 10;
const owner = globalThis as typeof globalThis & { gatehouseDatabase?: Database };

/** In this suite, the app has a single connection. */
function usePoolOfOne(connectionString: string): Database {
  const usual = owner.gatehouseDatabase;
  const single = openDatabase({ connectionString, max: 1 });
  beforeAll(() => {
    owner.gatehouseDatabase = single;
  });
  afterAll(async () => {
    if (usual) owner.gatehouseDatabase = usual;
    else delete owner.gatehouseDatabase;
    await single.client.$disconnect();
  });
  return single;
}

describe.each([
  ["an ordinary owner", databaseUrl],
  ["a superuser", superuserDatabaseUrl],
])("a pool of one connection, connected as %s", (_who, connectionString) => {
  const single = usePoolOfOne(connectionString);

  /** The ways in which a request fails after it has written. */
  const FAILURES: ((db: TenantDb, id: string) => Promise<unknown>)[] = [
    () => Promise.reject(new Error("thrown")),
    (db) => db.$queryRaw`SELECT 1 / 0`,
    (db) => db.$queryRaw`SELECT set_config('role', 'gatehouse_nobody', true)`,
    (db, id) =>
      db.$executeRaw`UPDATE memberships SET organization_id = gen_random_uuid() WHERE organization_id = ${id}::uuid`,
  ];

  const addressOf = (number: number) => `${number}@example.com`;
  const invitation = (number: number, organizationId: string) => ({
    organizationId,
    email: addressOf(number),
    name: organizationId,
    role: "member" as const,
    tokenHash: new Uint8Array(randomBytes(32)),
    expiresAt: new Date(Date.now() + 60_000),
  });

  async function request(number: number, id: string) {
    return inTenantTransaction(id, async (db) => {
      await db.invitation.create({ data: invitation(number, id), select: { id: true } });
      const raw = await db.$queryRaw<{ id: string; name: string }[]>`SELECT organization_id AS id, name FROM invitations`;
      const members = await db.membership.findMany({ select: { organizationId: true } });
      if (number % 3 === 0) await FAILURES[number % FAILURES.length]?.(db, id);
      return [...raw.flatMap((row) => [row.id, row.name]), ...members.map(({ organizationId }) => organizationId)];
    });
  }

  it(`shows ${REQUESTS} alternating requests only their own organization's rows, whatever fails between them`, async () => {
    const tenants = [(await createPerson()).organization.id, (await createPerson()).organization.id];
    const kept: { number: number; seen: string[] }[] = [];
    const failed: number[] = [];
    const waiting = Array.from({ length: REQUESTS }, (_, number) => number);
    const takeTurns = async () => {
      for (let number = waiting.shift(); number !== undefined; number = waiting.shift()) {
        const turn = number;
        await request(turn, tenants[turn % 2] ?? "").then(
          (seen) => kept.push({ number: turn, seen }),
          () => failed.push(turn),
        );
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, takeTurns));
    expect(failed.filter((number) => number % 3 !== 0)).toEqual([]);
    expect(failed).toHaveLength(Math.ceil(REQUESTS / 3));
    for (const { number, seen } of kept) expect(new Set(seen)).toEqual(new Set([tenants[number % 2]]));

    const stored = await inSystemTransaction((db) =>
      db.invitation.findMany({
        where: { organizationId: { in: tenants } },
        select: { organizationId: true, name: true, email: true },
      }),
    );
    expect(stored.map(({ email }) => email).sort()).toEqual(kept.map(({ number }) => addressOf(number)).sort());
    expect(stored.filter(({ organizationId, name }) => organizationId !== name)).toEqual([]);
    const [left] = await single.client.$queryRaw<{ same: boolean; id: string | null }[]>`
      SELECT current_user = session_user AS same, current_organization_id()::text AS id`;
    expect(left).toEqual({ same: true, id: null });
  });
});

describe("a pool of one connection is enough, because nothing takes a second one meanwhile,", () => {
  usePoolOfOne(databaseUrl);
  let stripe: FakeStripe;
  beforeAll(async () => {
    stripe = await startStripe();
  });
  afterAll(() => stripe.stop());

  it.each(Object.keys(INPUTS))("for %s", async (name) => {
    const own = await createTenant();
    const operation = (await loadOperations()).find((each) => each.name === name);
    const input = (await INPUTS[name]?.(own)) ?? {};
    await expect(operation?.perform(await callerAt(own, "org_admin", own), input)).resolves.not.toThrow();
  });
});
