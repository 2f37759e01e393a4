import { describe, expect, it } from "vitest";
import { inSystemTransaction } from "@/lib/db/transaction";
import { listMembers } from "@/lib/memberships/list-members";
import { registeredOperations } from "@/lib/access/registry";
import { acceptInvitation } from "@/lib/invitations/accept-invitation";
import { createInvitation } from "@/lib/invitations/create-invitation";
import { actorOf, anonymous, callerOf, createMember, createPerson, PASSWORD, uniqueEmail } from "@/tests/factories/callers";
import { invitingTenant } from "@/tests/factories/invitations";
import { fillMailbox, mailedToken, queuedMails } from "@/tests/factories/mail";
import { createSystemAdmin } from "@/tests/factories/system-admin";
import { outcomeOf } from "@/tests/factories/outcome";
import { provisionOrganization, inviteOrganizationAdmin } from "./provision-organization";
import { getOrganization } from "./get-organization";
import { getUser } from "./get-user";
import { listOrganizations } from "./list-organizations";
import { resumeOrganization, suspendOrganization } from "./suspend-organization";
import { suspendUser } from "./suspend-user";

const reason = "Asked for in ticket 4711";

describe("a suspended organization", () => {
  it("refuses every member from the next request, keeps its data, and admits its members again after it is reactivated", async () => {
    const [admin, founder] = [await createSystemAdmin(), await createPerson()];
    const { organization } = founder;
    const member = await createMember(organization, "member");
    const requests = () =>
      Promise.all(
        [founder.session.token, member.session.token].map(async (token) =>
          outcomeOf(listMembers(callerOf(await actorOf(token, organization.slug)), {})),
        ),
      );
    expect(await requests()).toEqual(["ok", "ok"]);
    await suspendOrganization(await admin.caller(), { id: organization.id, reason });
    expect(await requests()).toEqual(["ORGANIZATION_SUSPENDED", "ORGANIZATION_SUSPENDED"]);
    // The suspension does not end the members' sessions.
    expect((await actorOf(member.session.token)).kind).toBe("user");
    await resumeOrganization(await admin.caller(), { id: organization.id, reason });
    expect(await requests()).toEqual(["ok", "ok"]);
    expect((await getOrganization(await admin.caller(), { id: organization.id })).members).toBe(2);
  });

  it("records the suspension and its reason in its own audit log", async () => {
    const [admin, { organization }] = [await createSystemAdmin(), await createPerson()];
    await suspendOrganization(await admin.caller(), { id: organization.id, reason });
    const own = await inSystemTransaction((db) =>
      db.auditEntry.findMany({ where: { organizationId: organization.id }, select: { action: true, reason: true } }),
    );
    expect(own).toEqual([{ action: "admin.suspend-organization", reason }]);
  });
});

describe("the console's view of organizations", () => {
  it("shows an organization's members and status, and none of its content", async () => {
    const [admin, founder] = [await createSystemAdmin(), await createPerson()];
    const member = await createMember(founder.organization, "readonly");
    const detail = await getOrganization(await admin.caller(), { id: founder.organization.id });
    expect(detail).toMatchObject({ slug: founder.organization.slug, is_personal: true, suspended_at: null, members: 2 });
    expect(detail.people.map(({ user, role }) => [user.email, role])).toEqual([
      [founder.user.email, "org_admin"],
      [member.user.email, "readonly"],
    ]);
    expect(Object.keys(detail).sort()).toEqual([
      "created_at",
      "has_acting_admin",
      "id",
      "invitations",
      "is_personal",
      "members",
      "name",
      "people",
      "slug",
      "suspended_at",
    ]);
    expect(Object.keys(detail.people[0]?.user ?? {}).sort()).toEqual(["email", "id", "name"]);
  });

  it("finds organizations by slug and status, newest first, page by page", async () => {
    const admin = await createSystemAdmin();
    const [one, two] = [(await createPerson()).organization, (await createPerson()).organization];
    const caller = await admin.caller();
    const find = async (input: object) => (await listOrganizations(caller, input)).items.map(({ id }) => id);
    expect(await find({ search: two.slug.toUpperCase() })).toEqual([two.id]);
    expect(await find({ search: two.slug, state: "suspended" })).toEqual([]);
    await suspendOrganization(caller, { id: two.id, reason });
    expect(await find({ search: two.slug, state: "suspended" })).toEqual([two.id]);
    expect(await find({ search: two.slug, state: "active" })).toEqual([]);
    expect(await find({ search: "_" })).toEqual([]);
    const first = await listOrganizations(caller, { limit: 1 });
    const second = await listOrganizations(caller, { limit: 1, cursor: first.next_cursor ?? "" });
    expect([first.items[0]?.id, second.items[0]?.id]).toEqual([two.id, one.id]);
  });
});

describe("creating an organization in the console", () => {
  const input = () => ({ name: "  North   Yard ", admin_email: uniqueEmail("first"), admin_name: "Frances First", reason });
  const openIn = (organizationId: string) =>
    inSystemTransaction((db) =>
      db.invitation.findMany({ where: { organizationId }, select: { email: true, role: true, openEmail: true } }),
    );

  it("invites its first admin, and does not make the system admin a member", async () => {
    const [admin, given] = [await createSystemAdmin(), input()];
    const caller = await admin.caller();
    const { id, slug, invitation } = await provisionOrganization(caller, given);
    expect(await openIn(id)).toEqual([{ email: given.admin_email, openEmail: given.admin_email, role: "org_admin" }]);
    expect(await getOrganization(caller, { id })).toMatchObject({
      name: "North Yard",
      slug,
      is_personal: false,
      members: 0,
      invitations: [{ email: given.admin_email }],
    });
    const mails = JSON.stringify(await queuedMails(given.admin_email));
    for (const word of [admin.user.name, admin.user.email, caller.request.ipAddress, reason])
      expect(mails).not.toContain(word);
    const accepted = await acceptInvitation(anonymous(), {
      token: await mailedToken(given.admin_email),
      name: "Frances First",
      password: PASSWORD,
    });
    expect(accepted).toMatchObject({ role: "org_admin", organizations: [{ slug, role: "org_admin" }] });
    expect((await actorOf(admin.session.token, slug)).kind).toBe("user");
    const records = await inSystemTransaction((db) =>
      db.auditEntry.findMany({
        where: { action: "admin.create-organization", entityId: id },
        select: { organizationId: true, reason: true, after: true, userId: true },
      }),
    );
    expect(records).toEqual([{ organizationId: id, reason, after: { invitation: invitation.id }, userId: admin.user.id }]);
  });

  it("does not depend on the product mode", () => {
    expect(registeredOperations().find(({ name }) => name === "admin.create-organization")).toMatchObject({
      onlyInMode: undefined,
    });
  });

  it("refuses invalid input, and every caller who is not a system admin", async () => {
    const [admin, person] = [await createSystemAdmin(), await createPerson()];
    const before = await inSystemTransaction((db) => db.organization.count());
    const bad = [
      { reason: "" },
      { name: " " },
      { admin_email: "nobody" },
      { admin_name: "" },
      { role: "member" },
      { slug: "mine" },
    ];
    for (const each of bad)
      expect(await outcomeOf(provisionOrganization(await admin.caller(), { ...input(), ...each }))).toBe("VALIDATION_ERROR");
    expect(await outcomeOf(provisionOrganization(anonymous(), input()))).toBe("UNAUTHORIZED");
    for (const slug of [null, person.organization.slug]) {
      expect(await outcomeOf(provisionOrganization(callerOf(await actorOf(person.session.token, slug)), input()))).toBe(
        "ACCESS_DENIED",
      );
    }
    expect(await inSystemTransaction((db) => db.organization.count())).toBe(before);
  });

  it("succeeds even if the invitation is the sixth to one email address, but the mail is not sent and the result says so", async () => {
    const [admin, admin_email] = [await createSystemAdmin(), uniqueEmail("many")];
    const caller = await admin.caller();
    const mailed: boolean[] = [];
    for (let count = 0; count < 6; count += 1)
      mailed.push((await provisionOrganization(caller, { ...input(), admin_email })).mailed);
    expect(mailed).toEqual([true, true, true, true, true, false]);
    expect(await queuedMails(admin_email)).toHaveLength(5);
  });

  it("succeeds even if the recipient's mail limit drops the invitation; the result says so, the organization's audit log does not", async () => {
    const [admin, given] = [await createSystemAdmin(), input()];
    const { admin_email, admin_name } = given;
    await fillMailbox(admin_email);
    const made = await provisionOrganization(await admin.caller(), given);
    expect(made.mailed).toBe(false);
    expect(await openIn(made.id)).toHaveLength(1);
    const again = await inviteOrganizationAdmin(await admin.caller(), { id: made.id, admin_email, admin_name, reason });
    expect(again).toMatchObject({ id: made.id, mailed: false, invitation: { id: made.invitation.id } });
    expect(await queuedMails(admin_email)).toEqual([]);
    const records = await inSystemTransaction((db) =>
      db.auditEntry.findMany({ where: { organizationId: made.id }, select: { after: true } }),
    );
    expect(records).toEqual(Array.from({ length: 2 }, () => ({ after: { invitation: made.invitation.id } })));
  });

  it("allows five invitations a day to one email address, from its admins and the console together, however its id is written", async () => {
    const admin = await createSystemAdmin();
    const { organization, founder, caller, invite } = await invitingTenant();
    const { email: admin_email } = await invite();
    const suspend = (suspendedAt: Date | null) =>
      inSystemTransaction((db) => db.user.update({ where: { id: founder.user.id }, data: { suspendedAt } }));
    await suspend(new Date());
    const again = async (id: string) =>
      outcomeOf(inviteOrganizationAdmin(await admin.caller(), { id, admin_email, admin_name: "Frances", reason }));
    for (let count = 0; count < 4; count += 1) expect(await again(organization.id)).toBe("ok");
    expect(await again(organization.id.toUpperCase())).toBe("RATE_LIMITED");
    await suspend(null);
    expect(await outcomeOf(createInvitation(await caller(), { email: admin_email, role: "member" }))).toBe("RATE_LIMITED");
    expect(await queuedMails(admin_email)).toHaveLength(5);
  });

  it("can have a lost invitation replaced, but only while it has no admin who can sign in", async () => {
    const [admin, given] = [await createSystemAdmin(), input()];
    const { id } = await provisionOrganization(await admin.caller(), given);
    const lost = await mailedToken(given.admin_email);
    const { admin_email, admin_name } = given;
    await inviteOrganizationAdmin(await admin.caller(), { id, admin_email, admin_name, reason });
    expect(await openIn(id)).toHaveLength(1);
    const accept = (token: string) =>
      outcomeOf(acceptInvitation(anonymous(), { token, name: "Frances", password: PASSWORD }));
    expect(await accept(lost)).toBe("INVALID_LINK");
    expect(await accept(await mailedToken(admin_email))).toBe("ok");
    expect(await outcomeOf(inviteOrganizationAdmin(await admin.caller(), { id, admin_email, admin_name, reason }))).toBe(
      "HAS_ORG_ADMIN",
    );
    expect(
      await outcomeOf(inviteOrganizationAdmin(await admin.caller(), { id, admin_email: uniqueEmail(), admin_name, reason })),
    ).toBe("HAS_ORG_ADMIN");
    expect(await getOrganization(await admin.caller(), { id })).toMatchObject({ has_acting_admin: true, invitations: [] });
  });

  it("shows whether any admin can sign in, and whether the other members depend on a single admin", async () => {
    const admin = await createSystemAdmin();
    const { organization, founder } = await invitingTenant();
    const detail = async () => (await getOrganization(await admin.caller(), { id: organization.id })).has_acting_admin;
    const dependent = async () =>
      (await getUser(await admin.caller(), { id: founder.user.id })).organizations.map(
        ({ depends_on_them }) => depends_on_them,
      );
    expect([await detail(), await dependent()]).toEqual([true, [false]]);
    await createMember(organization, "member");
    expect(await dependent()).toEqual([true]);
    const other = await createMember(organization, "org_admin");
    expect(await dependent()).toEqual([false]);
    await suspendUser(await admin.caller(), { id: other.user.id, reason });
    expect([await detail(), await dependent()]).toEqual([true, [true]]);
    await suspendUser(await admin.caller(), { id: founder.user.id, reason });
    expect([await detail(), await dependent()]).toEqual([false, [false]]);
  });

  it("cannot be given an admin while suspended, because the link in the invitation would not work", async () => {
    const [admin, given] = [await createSystemAdmin(), input()];
    const { id } = await provisionOrganization(await admin.caller(), given);
    await suspendOrganization(await admin.caller(), { id, reason });
    const { admin_email, admin_name } = { ...given, admin_email: uniqueEmail("late") };
    expect(await outcomeOf(inviteOrganizationAdmin(await admin.caller(), { id, admin_email, admin_name, reason }))).toBe(
      "CONFLICT",
    );
    expect(await queuedMails(admin_email)).toEqual([]);
  });
});
