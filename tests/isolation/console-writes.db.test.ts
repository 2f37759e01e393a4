// Every write of the console is audited once, with its reason. A write without a reason or by anyone but a system admin has
// no effect. Of two concurrent writes that cannot be repeated, one succeeds.
import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import type { Caller } from "@/lib/access/actor";
import { inSystemTransaction } from "@/lib/db/transaction";
import { actorOf, anonymous, callerOf, createMember, createPerson, PASSWORD, uniqueEmail } from "@/tests/factories/callers";
import { createSystemAdmin } from "@/tests/factories/system-admin";
import { loadOperations } from "../../scripts/access-matrix";
import { adjustCredits } from "@/lib/credits/adjust-credits";
import { changeSetting } from "@/lib/admin/change-setting";
import { provisionOrganization, inviteOrganizationAdmin } from "@/lib/admin/provision-organization";
import { grantSystemAdmin, revokeSystemAdmin } from "@/lib/admin/change-system-admin";
import { endUserSessions } from "@/lib/admin/end-user-sessions";
import { sendResetLink } from "@/lib/admin/send-reset-link";
import { resumeOrganization, suspendOrganization } from "@/lib/admin/suspend-organization";
import { resumeUser, suspendUser } from "@/lib/admin/suspend-user";
import { grantPlan, withdrawPlan } from "@/lib/plan-catalog/grant-plan";
import { insertPlan, setGrantedPlan } from "@/tests/factories/plans";
import { outcomeOf } from "@/tests/factories/outcome";

interface Write {
  operation: (caller: Caller, input: unknown) => Promise<unknown>;
  /** Creates the user or organization that the write is applied to. @returns its id */
  target: () => Promise<string>;
  entityType: "user" | "organization";
  /** The write's input in addition to the id and the reason. */
  more?: () => object;
  /** The content of the write's audit entry besides the reason. */
  recorded: { before?: object; after?: object };
  /** The outcome of the second of two concurrent calls, or undefined if both succeed. */
  second?: string;
}

const setUser = async (id: string, data: { suspendedAt?: Date; isSystemAdmin?: boolean }) => {
  await inSystemTransaction((db) => db.user.update({ where: { id }, data, select: { id: true } }));
  return id;
};
const person = async () => (await createPerson()).user.id;
const organization = async () => (await createPerson()).organization.id;
const withoutAdmin = async () => {
  const { user, organization: own } = await createPerson();
  await setUser(user.id, { suspendedAt: new Date() });
  return own.id;
};
const suspended = async () => {
  const id = await organization();
  await inSystemTransaction((db) =>
    db.organization.update({ where: { id }, data: { suspendedAt: new Date() }, select: { id: true } }),
  );
  return id;
};

const withGrantedPlan = async () => {
  const id = await organization();
  await setGrantedPlan(id, (await insertPlan({ slug: `granted-${id.slice(-12)}` })).id);
  return id;
};

const WRITES: Record<string, Write> = {
  "admin.adjust-credits": {
    operation: adjustCredits,
    target: organization,
    entityType: "organization",
    more: () => ({ credits: 500 }),
    recorded: { after: { entry: expect.any(String), credits: 500, purchased: expect.any(Number) } },
  },
  "admin.suspend-organization": {
    operation: suspendOrganization,
    target: organization,
    entityType: "organization",
    second: "CONFLICT",
    recorded: { before: { suspended: false }, after: { suspended: true } },
  },
  "admin.resume-organization": {
    operation: resumeOrganization,
    target: suspended,
    entityType: "organization",
    second: "CONFLICT",
    recorded: { before: { suspended: true }, after: { suspended: false } },
  },
  "admin.invite-organization-admin": {
    operation: inviteOrganizationAdmin,
    target: withoutAdmin,
    entityType: "organization",
    more: () => ({ admin_email: uniqueEmail(), admin_name: "Frances First" }),
    recorded: { after: { invitation: expect.any(String) } },
  },
  "admin.grant-plan": {
    operation: grantPlan,
    target: organization,
    entityType: "organization",
    more: () => ({ plan: "premium" }),
    second: "CONFLICT",
    recorded: { before: { granted_plan: null }, after: { granted_plan: "premium" } },
  },
  "admin.withdraw-plan": {
    operation: withdrawPlan,
    target: withGrantedPlan,
    entityType: "organization",
    second: "CONFLICT",
    recorded: { before: { granted_plan: expect.stringMatching(/^granted-/) }, after: { granted_plan: null } },
  },
  "admin.suspend-user": {
    operation: suspendUser,
    target: person,
    entityType: "user",
    second: "CONFLICT",
    recorded: { before: { suspended: false }, after: { suspended: true, sessions_ended: 1 } },
  },
  "admin.resume-user": {
    operation: resumeUser,
    target: async () => setUser(await person(), { suspendedAt: new Date() }),
    entityType: "user",
    second: "CONFLICT",
    recorded: { before: { suspended: true }, after: { suspended: false } },
  },
  "admin.end-user-sessions": {
    operation: endUserSessions,
    target: person,
    entityType: "user",
    recorded: { after: { sessions_ended: 1 } },
  },
  "admin.send-reset-link": { operation: sendResetLink, target: person, entityType: "user", recorded: {} },
  "admin.grant-system-admin": {
    operation: grantSystemAdmin,
    target: person,
    entityType: "user",
    second: "CONFLICT",
    recorded: { before: { is_system_admin: false }, after: { is_system_admin: true, sessions_ended: 1 } },
  },
  "admin.revoke-system-admin": {
    operation: revokeSystemAdmin,
    target: async () => setUser(await person(), { isSystemAdmin: true }),
    entityType: "user",
    second: "CONFLICT",
    recorded: { before: { is_system_admin: true }, after: { is_system_admin: false, sessions_ended: 1 } },
  },
};
/** Writes that do not apply to an existing id, and are therefore tested separately. */
const APART = [
  "admin.change-default-plan",
  "admin.change-setting",
  "admin.create-organization",
  "admin.create-plan",
  "admin.create-system-admin",
  "admin.delete-plan",
  "admin.replay-stripe-event",
  "admin.set-model-price",
  "admin.update-plan",
];

const REASON = "Asked for in ticket 4711";

const recordsOf = (entityId: string) =>
  inSystemTransaction((db) =>
    db.auditEntry.findMany({
      where: { entityId, action: { startsWith: "admin." } },
      select: {
        action: true,
        outcome: true,
        actorKind: true,
        actorStanding: true,
        userId: true,
        organizationId: true,
        entityType: true,
        reason: true,
        before: true,
        after: true,
      },
    }),
  );

/** Everything that a write could change about the user or organization with the id. */
const stateOf = (id: string) =>
  inSystemTransaction(async (db) =>
    JSON.stringify([
      await db.user.findMany({
        where: { id },
        select: {
          isSystemAdmin: true,
          suspendedAt: true,
          passwordResets: { select: { createdAt: true } },
          sessions: { select: { endedAt: true } },
        },
      }),
      await db.organization.findMany({
        where: { id },
        select: {
          suspendedAt: true,
          invitations: { select: { id: true, sentAt: true } },
          billingAccount: { select: { grantedPlanId: true } },
        },
      }),
      await db.creditEntry.count({ where: { organizationId: id } }),
    ]),
  );

let admin: Awaited<ReturnType<typeof createSystemAdmin>>;
beforeAll(async () => {
  admin = await createSystemAdmin();
});

/** Every kind of caller except a system admin, with the error code of its refusal. */
async function strangers(): Promise<[string, Caller, string][]> {
  const founder = await createPerson({ password: PASSWORD });
  const tenant = founder.organization;
  const [member, reader] = [await createMember(tenant, "member"), await createMember(tenant, "readonly")];
  return [
    ["an anonymous caller", anonymous(), "UNAUTHORIZED"],
    ["a person", callerOf(await actorOf(founder.session.token)), "ACCESS_DENIED"],
    ["an admin of an organization", callerOf(await actorOf(founder.session.token, tenant.slug)), "ACCESS_DENIED"],
    ["a member", await member.caller(), "ACCESS_DENIED"],
    ["a reader", await reader.caller(), "ACCESS_DENIED"],
    ["the system itself", callerOf({ kind: "system" }), "ACCESS_DENIED"],
  ];
}

it("covers every write operation of the console, here or in a separate test", async () => {
  const writes = (await loadOperations()).filter(({ name, effect }) => name.startsWith("admin.") && effect === "write");
  expect(writes.map(({ name }) => name).sort()).toEqual([...Object.keys(WRITES), ...APART].sort());
});

it("refuses a former system admin who creates an organization or changes a setting", async () => {
  const late = await createSystemAdmin();
  const caller = await late.caller();
  await setUser(late.user.id, { isSystemAdmin: false });
  const name = `Yard ${randomUUID()}`;
  const input = { name, admin_email: uniqueEmail(), admin_name: "Frances First", reason: REASON };
  expect(await outcomeOf(provisionOrganization(caller, input))).toBe("ACCESS_DENIED");
  expect(await outcomeOf(changeSetting(caller, { name: "sign_ups_open", value: false, reason: REASON }))).toBe(
    "ACCESS_DENIED",
  );
  expect(await inSystemTransaction((db) => db.organization.count({ where: { name } }))).toBe(0);
});

describe.each(Object.entries(WRITES))("%s", (name, { operation: act, target, entityType, more, recorded, second }) => {
  const operation = (caller: Caller, input: object) => act(caller, { ...more?.(), ...input });

  it("takes effect, and is audited once with its reason, without a name or an e-mail address", async () => {
    const id = await target();
    const before = await stateOf(id);
    await operation(await admin.caller(), { id, reason: `  ${REASON} ` });
    expect(await stateOf(id)).not.toBe(before);
    const records = await recordsOf(id);
    expect(records).toEqual([
      {
        action: name,
        outcome: "ok",
        actorKind: "user",
        actorStanding: "sys_admin",
        userId: admin.user.id,
        entityType,
        reason: REASON,
        organizationId: entityType === "organization" ? id : null,
        before: recorded.before ?? null,
        after: recorded.after ?? null,
      },
    ]);
    expect(JSON.stringify(records)).not.toMatch(/@|Example|First/);
  });

  it("is refused without a valid reason, and with an unknown field", async () => {
    const id = await target();
    const before = await stateOf(id);
    const caller = await admin.caller();
    const bad = [
      { id },
      { id, reason: "" },
      { id, reason: "  x  " },
      { id, reason: "x".repeat(301) },
      { id, reason: "two\u200blines" },
      { id, reason: REASON, is_system_admin: true },
    ];
    for (const input of bad) expect(await outcomeOf(operation(caller, input))).toBe("VALIDATION_ERROR");
    expect(await stateOf(id)).toBe(before);
    expect(await recordsOf(id)).toEqual([]);
  });

  it("is refused to everyone but system admins", async () => {
    const id = await target();
    const before = await stateOf(id);
    for (const [who, caller, code] of await strangers())
      expect(await outcomeOf(operation(caller, { id, reason: REASON })), who).toBe(code);
    expect(await stateOf(id)).toBe(before);
    expect(await recordsOf(id)).toEqual([]);
  });

  it("is refused if the caller is no longer a system admin when it runs", async () => {
    const id = await target();
    const before = await stateOf(id);
    const late = await createSystemAdmin();
    const caller = await late.caller();
    await setUser(late.user.id, { isSystemAdmin: false });
    expect(await outcomeOf(operation(caller, { id, reason: REASON }))).toBe("ACCESS_DENIED");
    expect(await stateOf(id)).toBe(before);
  });

  it("treats a nonexistent id, the id of another entity type and a malformed id alike", async () => {
    const other = entityType === "user" ? await organization() : await person();
    const caller = await admin.caller();
    for (const id of [randomUUID(), other, "x", ""])
      expect(await outcomeOf(operation(caller, { id, reason: REASON }))).toBe("NOT_FOUND");
    expect(await recordsOf(other)).toEqual([]);
  });

  it("accepts an id in upper case", async () => {
    const id = await target();
    await operation(await admin.caller(), { id: id.toUpperCase(), reason: REASON });
    expect(await recordsOf(id)).toHaveLength(1);
  });

  it("takes effect once if requested twice at the same time, or twice if repeating it is allowed", async () => {
    const id = await target();
    const [one, another] = [await admin.caller(), await (await createSystemAdmin()).caller()];
    const outcomes = await Promise.all([one, another].map((caller) => outcomeOf(operation(caller, { id, reason: REASON }))));
    expect(outcomes.sort()).toEqual(second ? [second, "ok"] : ["ok", "ok"]);
    expect(await recordsOf(id)).toHaveLength(second ? 1 : 2);
  });
});
