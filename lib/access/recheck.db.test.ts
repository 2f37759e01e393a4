import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { anyCredential, sessionOnly } from "./accepts";
import { inSystemTransaction, type SystemDb } from "@/lib/db/transaction";
import { changeMemberRole } from "@/lib/memberships/change-member-role";
import { actorOf, callerOf, createMember, createPasswordlessPerson, createPerson } from "@/tests/factories/callers";
import { createSystemAdmin } from "@/tests/factories/system-admin";
import { superuserDatabaseUrl } from "@/tests/setup/databases";
import type { Caller } from "./actor";
import { generalLimitOnly } from "./limit-rule";
import { adminOperation, orgOperation, userOperation } from "./operation";
import { ownRow } from "./recheck";

/** The change that happens between admitting the actor and taking the lock. */
let meanwhile: (db: SystemDb) => Promise<unknown>;
/** The change that happens between the recheck and the commit. */
let whileRunning: (() => Promise<unknown>) | undefined;
let ran = 0;

beforeEach(() => {
  whileRunning = undefined;
});

const observer = new pg.Client({ connectionString: superuserDatabaseUrl });
beforeAll(() => observer.connect());
afterAll(() => observer.end());

/** Waits until `count` transactions in this database are waiting for a lock. */
async function waitForWaiters(count: number): Promise<void> {
  const waiting = async () => {
    const { rows } = await observer.query<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    return rows.length;
  };
  await expect.poll(waiting, { timeout: 10_000 }).toBe(count);
}

const write = {
  effect: "write",
  limit: generalLimitOnly,
  input: z.strictObject({ reason: z.string().max(10) }),
  prepare: async () => {
    await inSystemTransaction((db) => meanwhile(db));
  },
  audit: () => ({ entityType: "nothing" }),
} as const;

const run = async ({ actor }: { actor: Caller["actor"] }) => {
  ran += 1;
  await whileRunning?.();
  return { actor };
};

const asUser = userOperation({ ...write, accepts: sessionOnly, name: "test.recheck-user", lock: ownRow, run });
const asAdmin = adminOperation({ ...write, accepts: sessionOnly, name: "test.recheck-admin", lock: ownRow, run });
const asMember = (["KEY SHARE", "NO KEY UPDATE", "UPDATE"] as const).map(
  (lock) =>
    [
      lock,
      orgOperation({ ...write, accepts: anyCredential, name: `test.recheck-${lock}`, minRole: "member", lock, run }),
    ] as const,
);

async function outcome(operation: (caller: Caller, input: unknown) => Promise<unknown>, caller: Caller): Promise<string> {
  ran = 0;
  const code = await operation(caller, { reason: "x" }).then(
    () => "ok",
    (error: unknown) => (error as { code: string }).code,
  );
  expect(ran).toBe(code === "ok" ? 1 : 0);
  return code;
}

const endSessions = (userId: string) => (db: SystemDb) =>
  db.session.updateMany({ where: { userId }, data: { endedAt: new Date() } });
const suspendUser = (id: string) => (db: SystemDb) =>
  db.user.update({ where: { id }, data: { suspendedAt: new Date() }, select: { id: true } });
const deleteUser = (id: string) => (db: SystemDb) => db.user.delete({ where: { id }, select: { id: true } });

interface Standing {
  organizationId: string;
  membershipId: string;
  userId: string;
}

const ENDINGS: [string, string, (standing: Standing) => (db: SystemDb) => Promise<unknown>][] = [
  [
    "is demoted",
    "ACCESS_DENIED",
    ({ membershipId: id }) =>
      (db) =>
        db.membership.update({ where: { id }, data: { role: "readonly" } }),
  ],
  [
    "is removed",
    "NOT_FOUND",
    ({ membershipId: id }) =>
      (db) =>
        db.membership.delete({ where: { id } }),
  ],
  ["is suspended", "UNAUTHORIZED", ({ userId }) => suspendUser(userId)],
  ["is signed out", "UNAUTHORIZED", ({ userId }) => endSessions(userId)],
  [
    "deletes their account",
    "NOT_FOUND",
    ({ userId: id }) =>
      (db) =>
        db.membership.deleteMany({ where: { userId: id } }).then(() => deleteUser(id)(db)),
  ],
  [
    "belongs to an organization that is suspended",
    "ORGANIZATION_SUSPENDED",
    ({ organizationId: id }) =>
      (db) =>
        db.organization.update({ where: { id }, data: { suspendedAt: new Date() } }),
  ],
  [
    "belongs to an organization that is deleted",
    "NOT_FOUND",
    ({ organizationId: id }) =>
      (db) =>
        db.organization.delete({ where: { id } }),
  ],
];

describe.each(asMember)("a member's write that locks the organization FOR %s", (_lock, operation) => {
  it.each(ENDINGS)("is refused if the member %s before the lock is taken: %s", async (_what, expected, ending) => {
    const { organization } = await createPerson();
    const member = await createMember(organization, "member");
    meanwhile = ending({ organizationId: organization.id, membershipId: member.membership.id, userId: member.user.id });
    expect(await outcome(operation, await member.caller())).toBe(expected);
  });

  it("runs with the member's role as read under the lock", async () => {
    const { organization } = await createPerson();
    const member = await createMember(organization, "member");
    meanwhile = (db) => db.membership.update({ where: { id: member.membership.id }, data: { role: "org_admin" } });
    expect(await operation(await member.caller(), { reason: "x" })).toMatchObject({ actor: { role: "org_admin" } });
  });
});

describe("a user's write", () => {
  it("is refused if the user was suspended, deleted or signed out before the lock was taken", async () => {
    for (const ending of [suspendUser, deleteUser, endSessions]) {
      const { user, session } = await createPasswordlessPerson();
      const caller = callerOf(await actorOf(session.token));
      meanwhile = ending(user.id);
      expect(await outcome(asUser, caller)).toBe("UNAUTHORIZED");
    }
  });
});

describe("a system admin's write", () => {
  it("is refused if the admin was revoked or suspended before the lock was taken", async () => {
    // Keeps a system admin in place, as the database requires.
    await createSystemAdmin();
    for (const [data, expected] of [
      [{ isSystemAdmin: false }, "ACCESS_DENIED"],
      [{ suspendedAt: new Date() }, "UNAUTHORIZED"],
    ] as const) {
      const admin = await createSystemAdmin();
      meanwhile = (db) => db.user.update({ where: { id: admin.user.id }, data, select: { id: true } });
      expect(await outcome(asAdmin, await admin.caller())).toBe(expected);
    }
  });
});

describe.each(asMember)("a write that locks the organization FOR %s, during a demotion", (_lock, operation) => {
  it("waits for the demotion to commit, and is then refused", async () => {
    const { organization } = await createPerson();
    const member = await createMember(organization, "member");
    const caller = await member.caller();
    meanwhile = () => Promise.resolve();
    let written: Promise<string> = Promise.resolve("");
    await inSystemTransaction(async (db) => {
      await db.$queryRaw`SELECT 1 FROM organizations WHERE id = ${organization.id}::uuid FOR UPDATE`;
      await db.membership.update({ where: { id: member.membership.id }, data: { role: "readonly" }, select: { id: true } });
      written = outcome(operation, caller);
      await waitForWaiters(1);
    });
    expect(await written).toBe("ACCESS_DENIED");
  });

  it("makes the demotion wait until the write has committed", async () => {
    const { organization, session } = await createPerson();
    const admin = callerOf(await actorOf(session.token, organization.slug));
    const member = await createMember(organization, "member");
    const order: string[] = [];
    let demoted: Promise<unknown> = Promise.resolve();
    meanwhile = () => Promise.resolve();
    whileRunning = async () => {
      demoted = changeMemberRole(admin, { id: member.membership.id, role: "readonly" }).then(() => order.push("demoted"));
      await waitForWaiters(1);
      order.push("written");
    };
    expect(await outcome(operation, await member.caller())).toBe("ok");
    await demoted;
    expect(order).toEqual(["written", "demoted"]);
  });
});

describe("a read operation", () => {
  it("cannot write, even if its code tries to", async () => {
    const { organization, session, user } = await createPerson();
    const read = { effect: "read", limit: generalLimitOnly, input: z.strictObject({}) } as const;
    const caller = callerOf(await actorOf(session.token, organization.slug));
    const causes: string[] = [];
    const keep = (error: Error) => {
      causes.push(error.message);
      throw error;
    };
    const inOrganization = orgOperation({
      ...read,
      name: "test.writing-read",
      accepts: anyCredential,
      minRole: "member",
      run: ({ db }) =>
        db.organization.update({ where: { id: organization.id }, data: { name: "New" }, select: { id: true } }).catch(keep),
    });
    const ofUser = userOperation({
      ...read,
      name: "test.writing-user-read",
      accepts: sessionOnly,
      run: ({ db }) => db.user.update({ where: { id: user.id }, data: { name: "New" }, select: { id: true } }).catch(keep),
    });
    for (const operation of [inOrganization, ofUser]) {
      await expect(operation(caller, {})).rejects.toMatchObject({ code: "INTERNAL_ERROR" });
      expect(causes.pop()).toContain("read-only transaction");
    }
  });
});

it("refuses to define a user's write without a lock, even if the type check is circumvented", () => {
  const unlocked = { ...write, name: "test.unlocked", run } as unknown as Parameters<typeof userOperation>[0];
  expect(() => userOperation(unlocked)).toThrow("test.unlocked writes without a lock");
});
