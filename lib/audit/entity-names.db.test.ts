// The audit log shows each reader only names that the reader may also see elsewhere.
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { listAuditLog } from "@/lib/admin/list-audit-log";
import { inSystemTransaction } from "@/lib/db/transaction";
import { acceptInvitation } from "@/lib/invitations/accept-invitation";
import { createInvitation } from "@/lib/invitations/create-invitation";
import { revokeInvitation } from "@/lib/invitations/revoke-invitation";
import { changeMemberRole } from "@/lib/memberships/change-member-role";
import { removeMember } from "@/lib/memberships/remove-member";
import { actorOf, callerOf, createMember, createPerson, uniqueEmail } from "@/tests/factories/callers";
import { invitingTenant } from "@/tests/factories/invitations";
import { createSystemAdmin } from "@/tests/factories/system-admin";
import { auditFile } from "./audit-file";
import { exportAuditLog } from "./export-audit-log";
import { listAuditEntries } from "./list-audit-entries";

async function tenant() {
  const founder = await createPerson();
  const caller = async () => callerOf(await actorOf(founder.session.token, founder.organization.slug));
  const names = async () => {
    const { items } = await listAuditEntries(await caller(), {});
    return items.map(({ action, entity }) => [action, entity?.name]);
  };
  return { organization: founder.organization, caller, names };
}

describe("the name of an audit entry's entity", () => {
  it("is a member's name while they are a member, and null afterwards, in the list and in both exports", async () => {
    const { organization, caller, names } = await tenant();
    const { membership, user } = await createMember(organization, "member");
    await changeMemberRole(await caller(), { id: membership.id, role: "readonly" });
    expect(await names()).toEqual([["memberships.change-role", user.name]]);
    await removeMember(await caller(), { id: membership.id });
    expect(await names()).toEqual([
      ["memberships.remove", null],
      ["memberships.change-role", null],
    ]);
    for (const format of ["csv", "json"])
      expect(auditFile(await exportAuditLog(await caller(), { format })).body).not.toContain(user.name);
  });

  it("is the email address of an invitation while it is open, and null after it is revoked", async () => {
    const { caller, names } = await tenant();
    const email = uniqueEmail("guest");
    const { id } = await createInvitation(await caller(), { email, role: "member" });
    expect(await names()).toEqual([["invitations.create", email]]);
    await revokeInvitation(await caller(), { id });
    expect(await names()).toEqual([
      ["invitations.revoke", null],
      ["invitations.create", null],
    ]);
  });

  it("is the member's name for an accepted invitation, and null after the member has left", async () => {
    const inviting = await invitingTenant();
    const guest = await createPerson();
    const { id, token } = await inviting.invite(guest.user.email);
    await acceptInvitation(callerOf(await actorOf(guest.session.token)), { token });
    const entries = async () => (await listAuditEntries(await inviting.caller(), { entity_id: id })).items;
    expect((await entries()).map(({ entity }) => entity?.name)).toEqual([guest.user.name, guest.user.name]);
    await inSystemTransaction((db) =>
      db.membership.deleteMany({ where: { userId: guest.user.id, organizationId: inviting.organization.id } }),
    );
    expect((await entries()).map(({ entity }) => entity?.name)).toEqual([null, null]);
    expect(JSON.stringify(await entries())).not.toContain(guest.user.email);
  });

  it("is the member's name if a member used up the invitation without joining again", async () => {
    const inviting = await invitingTenant();
    const guest = await createPerson();
    const { id, token } = await inviting.invite(guest.user.email);
    await inSystemTransaction((db) =>
      db.membership.create({
        data: { userId: guest.user.id, organizationId: inviting.organization.id, role: "member" },
        select: { id: true },
      }),
    );
    const refused = acceptInvitation(callerOf(await actorOf(guest.session.token)), { token });
    await expect(refused).rejects.toMatchObject({ code: "ALREADY_MEMBER" });
    const { items } = await listAuditEntries(await inviting.caller(), { entity_id: id });
    expect(items.map(({ outcome, entity }) => [outcome, entity?.name])).toEqual([
      ["ALREADY_MEMBER", guest.user.name],
      ["ok", guest.user.name],
    ]);
  });

  it("is the name of the user who accepted the invitation, even if another member has the invited address now", async () => {
    const inviting = await invitingTenant();
    const [ada, bob] = [await createPerson(), await createMember(inviting.organization, "member")];
    const { email } = ada.user;
    const { id, token } = await inviting.invite(email);
    await acceptInvitation(callerOf(await actorOf(ada.session.token)), { token });
    const names = async () => {
      const { items } = await listAuditEntries(await inviting.caller(), { entity_id: id });
      return items.map(({ entity }) => entity?.name);
    };
    await inSystemTransaction(async (db) => {
      await db.user.update({ where: { id: ada.user.id }, data: { email: uniqueEmail(), name: "Ada Moved" } });
      await db.user.update({ where: { id: bob.user.id }, data: { email } });
    });
    expect(await names()).toEqual(["Ada Moved", "Ada Moved"]);
    for (const format of ["csv", "json"]) {
      const exported = await exportAuditLog(await inviting.caller(), { format, entity_id: id });
      expect(exported.items.map(({ entity }) => entity?.name)).toEqual(["Ada Moved", "Ada Moved"]);
    }
    const admin = await createSystemAdmin();
    const { items } = await listAuditLog(await admin.caller(), { entity_id: id });
    expect(items.map(({ entity }) => entity?.name)).toEqual(["Ada Moved", "Ada Moved"]);
    await inSystemTransaction((db) =>
      db.membership.deleteMany({ where: { userId: ada.user.id, organizationId: inviting.organization.id } }),
    );
    expect(await names()).toEqual([null, null]);
  });

  it("is hidden from an organization's admins if the entity is not the organization's own, and shown to system admins", async () => {
    const [own, other] = [await tenant(), await invitingTenant()];
    const { membership, user } = await createMember(other.organization, "member");
    const invitation = await other.invite();
    const subjects = { user: user.id, membership: membership.id, invitation: invitation.id };
    await inSystemTransaction((db) =>
      db.auditEntry.createMany({
        data: Object.entries(subjects).map(([entityType, entityId]) => ({
          action: `test.${entityType}`,
          outcome: "ok",
          actorKind: "system",
          organizationId: own.organization.id,
          requestId: randomUUID(),
          ipAddress: "",
          userAgent: "",
          entityType,
          entityId,
          before: { user_id: user.id },
        })),
      }),
    );
    expect((await own.names()).map(([, name]) => name)).toEqual([null, null, null]);
    const admin = await createSystemAdmin();
    const { items } = await listAuditLog(await admin.caller(), { organization: own.organization.id });
    expect(Object.fromEntries(items.map(({ action, entity }) => [action, entity?.name]))).toEqual({
      "test.user": user.name,
      "test.membership": user.name,
      "test.invitation": invitation.email,
    });
  });
});
