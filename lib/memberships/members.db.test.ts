import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Caller } from "@/lib/access/actor";
import { inSystemTransaction } from "@/lib/db/transaction";
import { actorOf, callerOf, createMember, createPerson } from "@/tests/factories/callers";
import { suspendUser } from "@/lib/admin/suspend-user";
import { createSystemAdmin } from "@/tests/factories/system-admin";
import { deleteAccount } from "@/lib/users/delete-account";
import { outcomeOf } from "@/tests/factories/outcome";
import { changeMemberRole } from "./change-member-role";
import { inspectLeaving } from "./inspect-leaving";
import { leaveOrganization } from "./leave-organization";
import { listMembers } from "./list-members";
import { removeMember } from "./remove-member";

/** An organization with two admins, a member and a reader. */
async function tenant() {
  const founder = await createPerson();
  const { organization } = founder;
  const caller = async () => callerOf(await actorOf(founder.session.token, organization.slug));
  const [admin, member, reader] = [
    await createMember(organization, "org_admin"),
    await createMember(organization, "member"),
    await createMember(organization, "readonly"),
  ];
  return { organization, founder: { ...founder, caller }, admin, member, reader };
}

const rolesIn = (organizationId: string) =>
  inSystemTransaction(async (db) => {
    const rows = await db.membership.findMany({ where: { organizationId }, select: { role: true } });
    return rows.map(({ role }) => role).sort();
  });

const auditOf = (entityId: string) =>
  inSystemTransaction((db) =>
    db.auditEntry.findMany({
      where: { entityId },
      select: { action: true, outcome: true, before: true, after: true, organizationId: true },
    }),
  );

describe("a member's role", () => {
  it("can be changed by another admin, and the change is audited once", async () => {
    const { organization, founder, member } = await tenant();
    await changeMemberRole(await founder.caller(), { id: member.membership.id, role: "readonly" });
    expect(await rolesIn(organization.id)).toEqual(["org_admin", "org_admin", "readonly", "readonly"]);
    expect(await auditOf(member.membership.id)).toEqual([
      {
        action: "memberships.change-role",
        outcome: "ok",
        before: { role: "member" },
        after: { role: "readonly" },
        organizationId: organization.id,
      },
    ]);
  });

  it("cannot be changed by the member themselves, nor by anyone but an admin", async () => {
    const { organization, admin, member, reader } = await tenant();
    const input = { id: admin.membership.id, role: "member" };
    for (const caller of [admin, member, reader]) {
      expect(await outcomeOf(changeMemberRole(await caller.caller(), input))).toBe("ACCESS_DENIED");
    }
    expect(await rolesIn(organization.id)).toEqual(["member", "org_admin", "org_admin", "readonly"]);
  });

  it.each(["sys_admin", "owner", "", null, ["org_admin"]])("cannot be set to %j", async (role) => {
    const { founder, member } = await tenant();
    expect(await outcomeOf(changeMemberRole(await founder.caller(), { id: member.membership.id, role }))).toBe(
      "VALIDATION_ERROR",
    );
  });
});

describe("removing a member and leaving", () => {
  it("take effect on live sessions at the next request, and are audited", async () => {
    const { organization, founder, member, reader } = await tenant();
    await removeMember(await founder.caller(), { id: member.membership.id });
    await leaveOrganization(await reader.caller(), {});
    for (const gone of [member, reader]) expect((await actorOf(gone.session.token, organization.slug)).kind).toBe("user");
    expect(await auditOf(member.membership.id)).toMatchObject([
      { action: "memberships.remove", outcome: "ok", before: { role: "member" } },
    ]);
    expect(await auditOf(reader.membership.id)).toMatchObject([
      { action: "memberships.leave", outcome: "ok", before: { role: "readonly" } },
    ]);
  });

  it("are refused if an admin removes themselves or the last admin leaves, and the latter refusal is audited", async () => {
    const { organization, founder, admin } = await tenant();
    expect(await outcomeOf(removeMember(await admin.caller(), { id: admin.membership.id }))).toBe("ACCESS_DENIED");
    expect(await inspectLeaving(await admin.caller(), {})).toEqual({ isLastAdmin: false });
    await leaveOrganization(await admin.caller(), {});
    const last = await founder.caller();
    expect(await inspectLeaving(last, {})).toEqual({ isLastAdmin: true });
    expect(await outcomeOf(leaveOrganization(last, {}))).toBe("LAST_ORG_ADMIN");
    expect(await rolesIn(organization.id)).toContain("org_admin");
    const refusals = await inSystemTransaction((db) =>
      db.auditEntry.count({
        where: { organizationId: organization.id, action: "memberships.leave", outcome: "LAST_ORG_ADMIN" },
      }),
    );
    expect(refusals).toBe(1);
  });
});

describe("the hint about leaving", () => {
  it("is given to an admin who was removed or demoted after their request began", async () => {
    for (const act of [
      removeMember,
      (caller: Caller, { id }: { id: string }) => changeMemberRole(caller, { id, role: "member" }),
    ]) {
      const { founder, admin } = await tenant();
      const caller = await admin.caller();
      await act(await founder.caller(), { id: admin.membership.id });
      expect(await inspectLeaving(caller, {})).toEqual({ isLastAdmin: false });
    }
  });
});

describe("a suspended admin", () => {
  const suspend = (userId: string) =>
    inSystemTransaction((db) => db.user.update({ where: { id: userId }, data: { suspendedAt: new Date() } }));

  it("does not count as an admin who can sign in, so the last other admin may neither leave nor delete their account", async () => {
    const { organization, founder, admin } = await tenant();
    await suspend(admin.user.id);
    expect(await inspectLeaving(await founder.caller(), {})).toEqual({ isLastAdmin: true });
    expect(await outcomeOf(leaveOrganization(await founder.caller(), {}))).toBe("LAST_ORG_ADMIN");
    const deletion = { confirm: founder.user.email, current_password: founder.password };
    expect(await outcomeOf(deleteAccount(callerOf(await actorOf(founder.session.token)), deletion))).toBe("LAST_ORG_ADMIN");
    expect(await rolesIn(organization.id)).toEqual(["member", "org_admin", "org_admin", "readonly"]);
  });

  it("can be removed and demoted by an admin who can sign in", async () => {
    for (const act of [
      removeMember,
      (caller: Caller, { id }: { id: string }) => changeMemberRole(caller, { id, role: "member" }),
    ]) {
      const { founder, admin } = await tenant();
      await suspend(admin.user.id);
      expect(await outcomeOf(act(await founder.caller(), { id: admin.membership.id }))).toBe("ok");
    }
  });

  it("does not count as an admin in the database's own check", async () => {
    const { organization, founder, admin } = await tenant();
    await suspend(admin.user.id);
    const strip = inSystemTransaction((db) =>
      db.membership.updateMany({
        where: { organizationId: organization.id, userId: founder.user.id },
        data: { role: "member" },
      }),
    );
    await expect(strip).rejects.toThrow("an organization keeps an admin");
  });

  it("keeps the last other admin from leaving unless that admin left first, even when both happen at once", async () => {
    for (let run = 0; run < 8; run += 1) {
      const { organization, founder, admin } = await tenant();
      const [system, leaver] = [await (await createSystemAdmin()).caller(), await founder.caller()];
      const suspending = suspendUser(system, { id: admin.user.id, reason: "Asked for in ticket 4711" });
      const [leaving] = await Promise.all([outcomeOf(leaveOrganization(leaver, {})), suspending]);
      const stayed = (await rolesIn(organization.id)).filter((role) => role === "org_admin").length;
      expect([leaving, stayed]).toEqual(leaving === "ok" ? ["ok", 1] : ["LAST_ORG_ADMIN", 2]);
    }
  });
});

describe("another organization's membership id", () => {
  it("is treated like a nonexistent or malformed one", async () => {
    const [own, other] = [await tenant(), await tenant()];
    const caller = await own.founder.caller();
    const before = await rolesIn(other.organization.id);
    for (const id of [other.member.membership.id, other.founder.user.id, randomUUID(), "x", ""]) {
      expect(await outcomeOf(changeMemberRole(caller, { id, role: "readonly" }))).toBe("NOT_FOUND");
      expect(await outcomeOf(removeMember(caller, { id }))).toBe("NOT_FOUND");
    }
    expect(await rolesIn(other.organization.id)).toEqual(before);
    expect(await auditOf(other.member.membership.id)).toEqual([]);
  });
});

describe("the member list", () => {
  it("shows a reader exactly the organization's members, page by page", async () => {
    const { reader, founder } = await tenant();
    await tenant();
    const caller = await reader.caller();
    const first = await listMembers(caller, { limit: 3 });
    const second = await listMembers(caller, { limit: "3", cursor: first.next_cursor ?? "" });
    expect([first.items.length, second.items.length, second.next_cursor]).toEqual([3, 1, null]);
    const all = [...first.items, ...second.items];
    expect(new Set(all.map(({ id }) => id)).size).toBe(4);
    expect(all.filter(({ is_you }) => is_you).map(({ user }) => user.id)).toEqual([reader.user.id]);
    expect(Object.keys(all[0]?.user ?? {}).sort()).toEqual(["email", "id", "name"]);
    const found = await listMembers(caller, { search: ` ${founder.user.email.toUpperCase()} ` });
    expect(found.items.map(({ user }) => user.email)).toEqual([founder.user.email]);
    expect((await listMembers(caller, { search: "%" })).items).toEqual([]);
  });
});

describe("concurrent changes of members", () => {
  const admins = (organizationId: string) =>
    rolesIn(organizationId).then((roles) => roles.filter((role) => role === "org_admin").length);

  async function two() {
    const { organization, founder, admin } = await tenant();
    const callers: [Caller, Caller] = [await founder.caller(), await admin.caller()];
    const [own] = await inSystemTransaction((db) =>
      db.membership.findMany({ where: { organizationId: organization.id, userId: founder.user.id }, select: { id: true } }),
    );
    return { organization, callers, ids: [own?.id ?? "", admin.membership.id] as const };
  }

  it("keep one of two admins who demote or remove each other at the same time", async () => {
    for (let run = 0; run < 10; run += 1) {
      const { organization, callers, ids } = await two();
      const demote = run % 2 === 0;
      const act = (caller: Caller, id: string) =>
        outcomeOf(demote ? changeMemberRole(caller, { id, role: "member" }) : removeMember(caller, { id }));
      const outcomes = await Promise.all([act(callers[0], ids[1]), act(callers[1], ids[0])]);
      expect(outcomes.sort()).toEqual([demote ? "ACCESS_DENIED" : "NOT_FOUND", "ok"]);
      expect(await admins(organization.id)).toBe(1);
    }
  });

  it("keep one of two admins who leave at the same time", async () => {
    for (let run = 0; run < 10; run += 1) {
      const { organization, callers } = await two();
      const outcomes = await Promise.all(callers.map((caller) => outcomeOf(leaveOrganization(caller, {}))));
      expect(outcomes.sort()).toEqual(["LAST_ORG_ADMIN", "ok"]);
      expect(await admins(organization.id)).toBe(1);
    }
  });

  it("cannot remove the last admin even by direct database writes, which can still delete the organization", async () => {
    const { organization } = await two();
    const strip = () =>
      inSystemTransaction((db) =>
        db.membership.updateMany({ where: { organizationId: organization.id }, data: { role: "member" } }),
      );
    await expect(strip()).rejects.toThrow();
    await expect(
      inSystemTransaction((db) => db.membership.deleteMany({ where: { organizationId: organization.id } })),
    ).rejects.toThrow();
    expect(await admins(organization.id)).toBe(2);
    await inSystemTransaction((db) => db.organization.delete({ where: { id: organization.id }, select: { id: true } }));
    expect(await rolesIn(organization.id)).toEqual([]);
  });
});
