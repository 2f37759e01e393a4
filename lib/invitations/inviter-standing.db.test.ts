// An open invitation grants nothing that its inviter could no longer grant.
import { beforeEach, describe, expect, it } from "vitest";
import { inviteOrganizationAdmin } from "@/lib/admin/provision-organization";
import { grantSystemAdmin, revokeSystemAdmin } from "@/lib/admin/change-system-admin";
import { suspendOrganization } from "@/lib/admin/suspend-organization";
import { resumeUser, suspendUser } from "@/lib/admin/suspend-user";
import { hashToken } from "@/lib/crypto/hash";
import { inSystemTransaction, type SystemDb } from "@/lib/db/transaction";
import { changeMemberRole } from "@/lib/memberships/change-member-role";
import { leaveOrganization } from "@/lib/memberships/leave-organization";
import { removeMember } from "@/lib/memberships/remove-member";
import { deleteAccount } from "@/lib/users/delete-account";
import { actorOf, anonymous, callerOf, createMember, createPerson, PASSWORD, uniqueEmail } from "@/tests/factories/callers";
import { auditOf, invitationsOf, invitingTenant, rolesIn } from "@/tests/factories/invitations";
import { outcomeOf } from "@/tests/factories/outcome";
import { forgetCounts } from "@/tests/factories/limits";
import { mailedToken } from "@/tests/factories/mail";
import { createSystemAdmin } from "@/tests/factories/system-admin";
import { acceptInvitation } from "./accept-invitation";
import { createInvitation } from "./create-invitation";
import { inspectInvitation } from "./inspect-invitation";
import { listInvitations } from "./list-invitations";
import { redeemInvitation } from "./redeem-invitation";
import { resendInvitation } from "./resend-invitation";

const NEW = { name: "Grace Hopper", password: "sixteen gates and one lantern" };
const reason = "Asked for in ticket 4711";

beforeEach(forgetCounts);

/** An organization, its second admin, an invitation that the second admin sent, and a system admin. */
async function secondAdmin() {
  const tenant = await invitingTenant();
  const person = await createPerson();
  const { organization } = tenant;
  const membership = await inSystemTransaction((db) =>
    db.membership.create({
      data: { organizationId: organization.id, userId: person.user.id, role: "org_admin" },
      select: { id: true },
    }),
  );
  const inviter = {
    ...person,
    membership,
    caller: async () => callerOf(await actorOf(person.session.token, organization.slug)),
  };
  const email = uniqueEmail("invited");
  const { id } = await createInvitation(await inviter.caller(), { email, role: "org_admin" });
  return {
    ...tenant,
    inviter,
    system: await createSystemAdmin(),
    invitation: { id, email, token: await mailedToken(email) },
  };
}

type Tenant = Awaited<ReturnType<typeof secondAdmin>>;

const ENDS: Record<string, (tenant: Tenant) => Promise<unknown>> = {
  "is removed": async ({ caller, inviter }) => removeMember(await caller(), { id: inviter.membership.id }),
  "is demoted": async ({ caller, inviter }) =>
    changeMemberRole(await caller(), { id: inviter.membership.id, role: "member" }),
  leaves: async ({ inviter }) => leaveOrganization(await inviter.caller(), {}),
  "is suspended": async ({ system, inviter }) => suspendUser(await system.caller(), { id: inviter.user.id, reason }),
  "deletes their account": async ({ inviter }) =>
    deleteAccount(callerOf(await actorOf(inviter.session.token)), {
      confirm: inviter.user.email,
      current_password: PASSWORD,
    }),
  "is deleted by other code": ({ inviter }) =>
    inSystemTransaction((db) => db.user.delete({ where: { id: inviter.user.id } })),
};

/** Each way to lose the right to invite, applied directly in the database. */
const LOSSES: Record<string, (db: SystemDb, inviter: Tenant["inviter"]) => Promise<unknown>> = {
  "is suspended": (db, { user }) => db.user.update({ where: { id: user.id }, data: { suspendedAt: new Date() } }),
  "is demoted": (db, { membership }) => db.membership.update({ where: { id: membership.id }, data: { role: "member" } }),
  "is removed": (db, { membership }) => db.membership.delete({ where: { id: membership.id } }),
};

/** Reopens an invitation that a trigger revoked: preview, acceptance and the check under locks must still refuse it. */
async function expectNotByRight(organizationId: string, { email, token }: { email: string; token: string }): Promise<void> {
  const { id, invitedById } = (await invitationsOf(organizationId)).find((each) => each.email === email)!;
  await inSystemTransaction((db) => db.invitation.update({ where: { id }, data: { revokedAt: null, openEmail: email } }));
  expect(await outcomeOf(inspectInvitation(anonymous(), { token }))).toBe("INVALID_LINK");
  expect(await outcomeOf(acceptInvitation(anonymous(), { token, ...NEW }))).toBe("INVALID_LINK");
  const found = {
    invitation: { id, organizationId, invitedById: invitedById! },
    tokenHash: hashToken(token),
    personId: null,
  };
  expect(await inSystemTransaction((db) => redeemInvitation(db, found))).toBeNull();
}

/** An organization without an admin who can sign in, and an invitation from the console. */
async function fromConsole() {
  const system = await createSystemAdmin();
  const { organization, user } = await createPerson();
  await inSystemTransaction((db) => db.user.update({ where: { id: user.id }, data: { suspendedAt: new Date() } }));
  const email = uniqueEmail("first");
  const invite = async (admin_email = email) =>
    inviteOrganizationAdmin(await system.caller(), { id: organization.id, admin_email, admin_name: "Grace", reason });
  await invite();
  return { system, organization, user, email, invite, token: await mailedToken(email) };
}

describe("an open invitation", () => {
  it.each(Object.keys(ENDS))("is shown as revoked after its inviter %s, and stays revoked", async (how) => {
    const tenant = await secondAdmin();
    const { organization, invitation, caller, system, inviter } = tenant;
    expect(await inspectInvitation(anonymous(), { token: invitation.token })).toMatchObject({ role: "org_admin" });
    await ENDS[how]!(tenant);
    expect(await outcomeOf(inspectInvitation(anonymous(), { token: invitation.token }))).toBe("INVALID_LINK");
    expect(await outcomeOf(acceptInvitation(anonymous(), { token: invitation.token, ...NEW }))).toBe("INVALID_LINK");
    const { items } = await listInvitations(await caller(), {});
    expect(items.map(({ id, state }) => [id, state])).toEqual([[invitation.id, "revoked"]]);
    expect(await outcomeOf(resendInvitation(await caller(), { id: invitation.id }))).toBe("CONFLICT");
    if (how === "is suspended") await resumeUser(await system.caller(), { id: inviter.user.id, reason });
    expect(await outcomeOf(acceptInvitation(anonymous(), { token: invitation.token, ...NEW }))).toBe("INVALID_LINK");
    expect(Object.keys(await rolesIn(organization.id))).not.toContain(invitation.email);
  });

  it("stays valid if another admin is removed, or if its inviter is removed from another organization", async () => {
    const tenant = await secondAdmin();
    const { inviter, invite, invitation } = tenant;
    const own = await invite();
    const elsewhere = callerOf(await actorOf(inviter.session.token, inviter.organization.slug));
    const email = uniqueEmail();
    await createInvitation(elsewhere, { email, role: "member" });
    await ENDS["is removed"]!(tenant);
    expect(await outcomeOf(inspectInvitation(anonymous(), { token: invitation.token }))).toBe("INVALID_LINK");
    for (const token of [own.token, await mailedToken(email)])
      expect(await outcomeOf(inspectInvitation(anonymous(), { token }))).toBe("ok");
  });

  it("depends only on the admin who last sent it, by inviting again or by resending", async () => {
    for (const takeOver of [
      async ({ caller, invitation: { email } }: Tenant) =>
        createInvitation(await caller(), { email, role: "org_admin" as const }),
      async ({ caller, invitation: { id } }: Tenant) => resendInvitation(await caller(), { id }),
    ]) {
      const tenant = await secondAdmin();
      await takeOver(tenant);
      await ENDS["is removed"]!(tenant);
      const token = await mailedToken(tenant.invitation.email);
      expect(await outcomeOf(acceptInvitation(anonymous(), { token, ...NEW }))).toBe("ok");
    }
  });

  it.each(Object.keys(LOSSES))("is invalid after its inviter %s, even if no trigger has revoked it", async (how) => {
    const { invitation, inviter, organization } = await secondAdmin();
    await inSystemTransaction((db) => LOSSES[how]!(db, inviter));
    await expectNotByRight(organization.id, invitation);
  });

  it.each(["is removed", "is demoted", "leaves", "is suspended"])(
    "is either accepted first or refused if its inviter %s at the same time",
    async (how) => {
      for (let run = 0; run < 8; run += 1) {
        const tenant = await secondAdmin();
        const { invitation, organization } = tenant;
        const outcomes = await Promise.all([
          outcomeOf(acceptInvitation(anonymous(), { token: invitation.token, ...NEW })),
          outcomeOf(ENDS[how]!(tenant)),
        ]);
        expect(outcomes[1]).toBe("ok");
        expect(["ok", "INVALID_LINK"]).toContain(outcomes[0]);
        const joined = Object.keys(await rolesIn(organization.id)).includes(invitation.email);
        expect(joined).toBe(outcomes[0] === "ok");
        const [row] = (await invitationsOf(organization.id)).filter(({ id }) => id === invitation.id);
        expect([row?.acceptedAt !== null, row?.revokedAt !== null]).toEqual([joined, !joined]);
      }
    },
  );
});

describe("an invitation from the console", () => {
  it("is invalid after its sender loses the rights of a system admin or is suspended", async () => {
    for (const end of ["revoke", "suspend"] as const) {
      const { system, token } = await fromConsole();
      const other = await createSystemAdmin();
      const input = { id: system.user.id, reason };
      await (end === "revoke" ? revokeSystemAdmin(await other.caller(), input) : suspendUser(await other.caller(), input));
      expect(await outcomeOf(acceptInvitation(anonymous(), { token, ...NEW }))).toBe("INVALID_LINK");
      if (end === "revoke") await grantSystemAdmin(await other.caller(), input);
      expect(await outcomeOf(inspectInvitation(anonymous(), { token }))).toBe("INVALID_LINK");
    }
  });

  it("is invalid after its sender loses the rights of a system admin, even if no trigger has revoked the invitation", async () => {
    const { organization, system, email, token } = await fromConsole();
    await createSystemAdmin();
    await inSystemTransaction((db) => db.user.update({ where: { id: system.user.id }, data: { isSystemAdmin: false } }));
    await expectNotByRight(organization.id, { email, token });
  });

  it("is invalid as soon as an admin can sign in again, even if no trigger has revoked the invitation", async () => {
    const { organization, system, user, email, token } = await fromConsole();
    await resumeUser(await system.caller(), { id: user.id, reason });
    await expectNotByRight(organization.id, { email, token });
  });

  it("can be sent only for an organization without an admin who can sign in", async () => {
    const { invite, system, user } = await fromConsole();
    await resumeUser(await system.caller(), { id: user.id, reason });
    expect(await outcomeOf(invite(uniqueEmail()))).toBe("HAS_ORG_ADMIN");
  });

  it("ends as soon as the organization has an admin who can sign in, so that only one of two invitations can be accepted", async () => {
    for (let run = 0; run < 8; run += 1) {
      const { organization, invite, token } = await fromConsole();
      const second = uniqueEmail("second");
      await invite(second);
      const tokens = [token, await mailedToken(second)];
      const accept = (each: string) => outcomeOf(acceptInvitation(anonymous(), { token: each, ...NEW }));
      const outcomes =
        run === 0 ? [await accept(tokens[0]!), await accept(tokens[1]!)] : await Promise.all(tokens.map(accept));
      expect(outcomes.sort()).toEqual(["INVALID_LINK", "ok"]);
      const rows = await invitationsOf(organization.id);
      expect(rows.filter(({ openEmail }) => openEmail !== null)).toEqual([]);
    }
  });

  it("ends when a member becomes an admin, and stays invalid when that admin is suspended", async () => {
    const { organization, system, token } = await fromConsole();
    const { user, membership } = await createMember(organization, "member");
    await inSystemTransaction((db) => db.membership.update({ where: { id: membership.id }, data: { role: "org_admin" } }));
    expect((await invitationsOf(organization.id)).filter(({ openEmail }) => openEmail !== null)).toEqual([]);
    await suspendUser(await system.caller(), { id: user.id, reason });
    expect(await outcomeOf(acceptInvitation(anonymous(), { token, ...NEW }))).toBe("INVALID_LINK");
  });

  it("does not stay open if it is created while the organization gets an admin", async () => {
    for (let run = 0; run < 8; run += 1) {
      const { organization, invite, token } = await fromConsole();
      const second = uniqueEmail("second");
      const [accepted, invited] = await Promise.all([
        outcomeOf(acceptInvitation(anonymous(), { token, ...NEW })),
        outcomeOf(invite(second)),
      ]);
      expect(accepted).toBe("ok");
      expect(["ok", "HAS_ORG_ADMIN"]).toContain(invited);
      expect((await invitationsOf(organization.id)).filter(({ openEmail }) => openEmail !== null)).toEqual([]);
    }
  });

  it("is audited as sent from the console when someone joins with it", async () => {
    const { organization, token } = await fromConsole();
    await acceptInvitation(anonymous(), { token, ...NEW });
    const [invitation] = await invitationsOf(organization.id);
    const [entry] = (await auditOf(invitation?.id ?? "")).filter(({ action }) => action === "invitations.accept");
    expect(entry).toMatchObject({
      organizationId: organization.id,
      after: { role: "org_admin", invited_by: "system_admin" },
    });
  });
});

describe("a suspended organization", () => {
  it("has valid invitations again after it is reactivated, except those whose inviter lost the right to invite meanwhile", async () => {
    const tenant = await secondAdmin();
    const { organization, system, invite, invitation } = tenant;
    const kept = await invite();
    await suspendOrganization(await system.caller(), { id: organization.id, reason });
    for (const token of [kept.token, invitation.token])
      expect(await outcomeOf(inspectInvitation(anonymous(), { token }))).toBe("INVALID_LINK");
    await ENDS["is suspended"]!(tenant);
    await inSystemTransaction((db) =>
      db.organization.update({ where: { id: organization.id }, data: { suspendedAt: null } }),
    );
    expect(await outcomeOf(inspectInvitation(anonymous(), { token: kept.token }))).toBe("ok");
    expect(await outcomeOf(inspectInvitation(anonymous(), { token: invitation.token }))).toBe("INVALID_LINK");
  });
});

describe("an organization admin who is also a system admin", () => {
  it("is shown as a system admin only to the organization's admins", async () => {
    const { listMembers } = await import("@/lib/memberships/list-members");
    const { organization, caller } = await invitingTenant();
    const [system, member] = [await createSystemAdmin(), await createMember(organization, "member")];
    await inSystemTransaction((db) =>
      db.membership.create({ data: { organizationId: organization.id, userId: system.user.id, role: "org_admin" } }),
    );
    const seen = async (as: Parameters<typeof listMembers>[0]) =>
      (await listMembers(as, {})).items.filter(({ is_system_admin }) => is_system_admin).map(({ user }) => user.id);
    expect(await seen(await caller())).toEqual([system.user.id]);
    expect(await seen(await member.caller())).toEqual([]);
  });
});
