import { describe, expect, it } from "vitest";
import { z } from "zod";
import { inSystemTransaction, type SystemDb } from "@/lib/db/transaction";
import { actorOf, callerOf, createMember, createPasswordlessPerson, createPerson } from "@/tests/factories/callers";
import { createSystemAdmin } from "@/tests/factories/system-admin";
import type { Caller } from "./actor";
import { generalLimitOnly } from "./limit-rule";
import { adminOperation, orgOperation, userOperation } from "./operation";
import { ownRow } from "./recheck";

/** What happens between admitting the actor and taking the lock. */
let meanwhile: (db: SystemDb) => Promise<unknown>;
let ran = 0;

const write = {
  effect: "write",
  limit: generalLimitOnly,
  input: z.strictObject({ reason: z.string().max(10) }),
  prepare: async () => {
    await inSystemTransaction((db) => meanwhile(db));
  },
  audit: () => ({ entityType: "nothing" }),
} as const;

const run = ({ actor }: { actor: Caller["actor"] }) => {
  ran += 1;
  return Promise.resolve({ actor });
};

const asUser = userOperation({ ...write, name: "test.recheck-user", lock: ownRow, run });
const asAdmin = adminOperation({ ...write, name: "test.recheck-admin", lock: ownRow, run });
const asMember = (["KEY SHARE", "NO KEY UPDATE", "UPDATE"] as const).map(
  (lock) => [lock, orgOperation({ ...write, name: `test.recheck-${lock}`, minRole: "member", lock, run })] as const,
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
    "has a lower role",
    "ACCESS_DENIED",
    ({ membershipId: id }) =>
      (db) =>
        db.membership.update({ where: { id }, data: { role: "readonly" } }),
  ],
  [
    "was removed",
    "NOT_FOUND",
    ({ membershipId: id }) =>
      (db) =>
        db.membership.delete({ where: { id } }),
  ],
  ["is suspended", "UNAUTHORIZED", ({ userId }) => suspendUser(userId)],
  [
    "no longer has an account",
    "NOT_FOUND",
    ({ userId: id }) =>
      (db) =>
        db.membership.deleteMany({ where: { userId: id } }).then(() => deleteUser(id)(db)),
  ],
  [
    "belongs to a suspended organization",
    "ORGANIZATION_SUSPENDED",
    ({ organizationId: id }) =>
      (db) =>
        db.organization.update({ where: { id }, data: { suspendedAt: new Date() } }),
  ],
  [
    "belongs to a deleted organization",
    "NOT_FOUND",
    ({ organizationId: id }) =>
      (db) =>
        db.organization.delete({ where: { id } }),
  ],
];

describe.each(asMember)("a member's write that locks FOR %s", (_lock, operation) => {
  it.each(ENDINGS)("is refused if, before the lock is taken, the member %s: %s", async (_what, expected, ending) => {
    const { organization } = await createPerson();
    const member = await createMember(organization, "member");
    meanwhile = ending({ organizationId: organization.id, membershipId: member.membership.id, userId: member.user.id });
    expect(await outcome(operation, await member.caller())).toBe(expected);
  });

  it("receives the member's role as read under the lock", async () => {
    const { organization } = await createPerson();
    const member = await createMember(organization, "member");
    meanwhile = (db) => db.membership.update({ where: { id: member.membership.id }, data: { role: "org_admin" } });
    expect(await operation(await member.caller(), { reason: "x" })).toMatchObject({ actor: { role: "org_admin" } });
  });
});

describe("a user's write", () => {
  it("is refused if the user was suspended or deleted before the lock was taken", async () => {
    for (const ending of [suspendUser, deleteUser]) {
      const { user, session } = await createPasswordlessPerson();
      const caller = callerOf(await actorOf(session.token));
      meanwhile = ending(user.id);
      expect(await outcome(asUser, caller)).toBe("UNAUTHORIZED");
    }
  });
});

describe("a system admin's write", () => {
  it("is refused if they were revoked or suspended before the lock was taken", async () => {
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
