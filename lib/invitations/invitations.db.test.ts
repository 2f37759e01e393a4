import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { asSystem } from "@/lib/db/as-system";
import { inSystemTransaction, inTenantTransaction } from "@/lib/db/transaction";
import { createOrganizationFor } from "@/lib/organizations/create-organization";
import {
  actorOf,
  anonymous,
  callerOf,
  createMember,
  createPerson,
  someRequest,
  uniqueEmail,
} from "@/tests/factories/callers";
import { auditOf, invitationsOf, invitingTenant, rolesIn } from "@/tests/factories/invitations";
import { outcomeOf } from "@/tests/factories/outcome";
import { forgetCounts } from "@/tests/factories/limits";
import { mailedToken, queuedMails } from "@/tests/factories/mail";
import { createInvitation } from "./create-invitation";
import { inspectInvitation } from "./inspect-invitation";
import { issueInvitation } from "./issue-invitation";
import { listInvitations } from "./list-invitations";
import { resendInvitation } from "./resend-invitation";
import { revokeInvitation } from "./revoke-invitation";

beforeEach(forgetCounts);

const looksAt = (token: string) => inspectInvitation(anonymous(), { token });

/** Makes the invitation `days` days old. */
function age(id: string, days: number): Promise<unknown> {
  const at = new Date(Date.now() - days * 86_400_000);
  const expiresAt = new Date(at.getTime() + 7 * 86_400_000);
  return inSystemTransaction((db) =>
    db.invitation.update({ where: { id }, data: { createdAt: at, sentAt: at, expiresAt }, select: { id: true } }),
  );
}

describe("an invitation", () => {
  it("mails a link to the normalized email address, and is audited once, without that email address", async () => {
    const { organization, founder, caller } = await invitingTenant();
    const email = uniqueEmail("Invited");
    const view = await createInvitation(await caller(), { email: ` ${email.toUpperCase()} `, role: "readonly" });
    const normal = email.toLowerCase();
    expect(view).toMatchObject({ email: normal, role: "readonly", state: "open" });
    expect(Date.parse(view.expires_at) - Date.parse(view.sent_at)).toBe(7 * 86_400_000);
    const [mail, ...more] = await queuedMails(normal);
    expect(more).toEqual([]);
    expect(mail).toMatchObject({
      kind: "invitation",
      to: normal,
      subject: "Ada Example invites you to Ada Example's organization",
    });
    expect(mail?.text).toContain("as a reader");
    expect(await looksAt(await mailedToken(normal))).toEqual({
      email: normal,
      name: null,
      role: "readonly",
      hasAccount: false,
      isMember: false,
      isForAnother: false,
      inviterName: "Ada Example",
      organization: { name: "Ada Example's organization", slug: organization.slug },
    });
    expect(await auditOf(view.id)).toEqual([
      {
        action: "invitations.create",
        outcome: "ok",
        before: null,
        after: { role: "readonly" },
        organizationId: organization.id,
        userId: founder.user.id,
      },
    ]);
    const entries = await inSystemTransaction((db) => db.auditEntry.findMany({ where: { entityId: view.id } }));
    expect(JSON.stringify(entries)).not.toContain(normal);
  });

  it("names the inviter and the organization in its mail, after removing links, line breaks and email addresses", async () => {
    const { organization, founder, invite } = await invitingTenant();
    await inSystemTransaction(async (db) => {
      await db.organization.update({
        where: { id: organization.id },
        data: { name: "Win http://evil.example evil.com" },
        select: { id: true },
      });
      await db.user.update({
        where: { id: founder.user.id },
        data: { name: "Bank\r\nBcc: all@evil.com" },
        select: { id: true },
      });
    });
    const { email } = await invite();
    const [mail] = await queuedMails(email);
    expect(mail?.subject).toBe("Bank Bcc all evil com invites you to Win evil com");
    for (const part of [mail?.subject, mail?.text, mail?.html]) expect(part).not.toMatch(/evil\.|Bcc:/);
  });

  it("replaces an open invitation to the same email address, sets the new role, and invalidates the earlier link", async () => {
    const { organization, caller, invite } = await invitingTenant();
    const first = await invite();
    const second = await createInvitation(await caller(), { email: first.email, role: "org_admin" });
    expect(second).toMatchObject({ id: first.id, role: "org_admin" });
    expect(await invitationsOf(organization.id)).toHaveLength(1);
    expect(await outcomeOf(looksAt(first.token))).toBe("INVALID_LINK");
    expect(await looksAt(await mailedToken(first.email))).toMatchObject({ role: "org_admin" });
    expect((await auditOf(first.id)).map(({ outcome }) => outcome)).toEqual(["ok", "ok"]);
  });

  it("can be created again after the previous one expired or was revoked", async () => {
    const { organization, caller, invite } = await invitingTenant();
    const [expired, revoked] = [await invite(), await invite()];
    await age(expired.id, 8);
    await revokeInvitation(await caller(), { id: revoked.id });
    for (const { email } of [expired, revoked]) expect((await invite(email)).state).toBe("open");
    expect((await invitationsOf(organization.id)).filter(({ openEmail }) => openEmail !== null)).toHaveLength(2);
  });

  it("is refused for a member, whatever their role, and mails and stores nothing", async () => {
    const { organization, founder, caller } = await invitingTenant();
    const { user } = await createMember(organization, "readonly");
    for (const email of [user.email, founder.user.email]) {
      expect(await outcomeOf(createInvitation(await caller(), { email, role: "member" }))).toBe("ALREADY_MEMBER");
      expect(await queuedMails(email)).toEqual([]);
    }
    expect(await invitationsOf(organization.id)).toEqual([]);
  });

  it("looks the same in results and audit entries whether or not the email address has an account elsewhere", async () => {
    const { caller, invite } = await invitingTenant();
    const { user } = await createPerson();
    /** Everything that the organization can see, with email address, id and times replaced by placeholders. */
    async function told(email: string) {
      const { token: _token, ...view } = await invite(email);
      const resent = await resendInvitation(await caller(), { id: view.id });
      const listed = (await listInvitations(await caller(), {})).items.filter(({ id }) => id === view.id);
      await revokeInvitation(await caller(), { id: view.id });
      const lifetimes = [view, resent, ...listed].map((each) => Date.parse(each.expires_at) - Date.parse(each.sent_at));
      const all = JSON.stringify({ view, resent, listed, lifetimes, audited: await auditOf(view.id) });
      return all
        .replaceAll(email, "ADDRESS")
        .replaceAll(view.id, "ID")
        .replaceAll(/"\d{4}-\d\d-\d\dT[\d:.]+Z"/g, '"TIME"');
    }
    const [known, unknown] = [await told(user.email), await told(uniqueEmail())];
    expect(known).toBe(unknown);
    expect(known).toContain('"email":"ADDRESS"');
  });

  it.each([
    [{ role: "sys_admin" }],
    [{ role: "" }],
    [{ role: undefined }],
    [{ email: "no address" }],
    [{ email: `${"a".repeat(400)}@example.com` }],
    [{ organization_id: randomUUID() }],
    [{ token: "x" }],
    [{ name: "Ada" }],
    [{ expires_at: "2099-01-01" }],
  ])("is refused with %j, and changes nothing", async (change) => {
    const { organization, caller } = await invitingTenant();
    const input = { email: uniqueEmail(), role: "member", ...change };
    expect(await outcomeOf(createInvitation(await caller(), input))).toBe("VALIDATION_ERROR");
    expect(await invitationsOf(organization.id)).toEqual([]);
  });
});

describe("an organization's invitations", () => {
  it("can be neither seen nor changed without admin rights, even if the caller was an admin when the request began", async () => {
    const { organization, invite } = await invitingTenant();
    const { id } = await invite();
    const callers = [await createMember(organization, "member"), await createMember(organization, "readonly")];
    const before = await invitationsOf(organization.id);
    for (const member of callers) {
      const caller = await member.caller();
      expect(await outcomeOf(listInvitations(caller, {}))).toBe("ACCESS_DENIED");
      expect(await outcomeOf(createInvitation(caller, { email: uniqueEmail(), role: "readonly" }))).toBe("ACCESS_DENIED");
      expect(await outcomeOf(resendInvitation(caller, { id }))).toBe("ACCESS_DENIED");
      expect(await outcomeOf(revokeInvitation(caller, { id }))).toBe("ACCESS_DENIED");
    }
    const admin = await createMember(organization, "org_admin");
    const stale = await admin.caller();
    await inSystemTransaction((db) =>
      db.membership.update({ where: { id: admin.membership.id }, data: { role: "member" }, select: { id: true } }),
    );
    expect(await outcomeOf(createInvitation(stale, { email: uniqueEmail(), role: "org_admin" }))).toBe("ACCESS_DENIED");
    expect(await outcomeOf(resendInvitation(stale, { id }))).toBe("ACCESS_DENIED");
    expect(await outcomeOf(revokeInvitation(stale, { id }))).toBe("ACCESS_DENIED");
    expect(await invitationsOf(organization.id)).toEqual(before);
  });

  it("are treated like nonexistent ones for the admins of other organizations", async () => {
    const [own, other] = [await invitingTenant(), await invitingTenant()];
    const foreign = await other.invite();
    const before = await invitationsOf(other.organization.id);
    const caller = await own.caller();
    for (const id of [foreign.id, randomUUID(), "x", ""]) {
      expect(await outcomeOf(resendInvitation(caller, { id }))).toBe("NOT_FOUND");
      expect(await outcomeOf(revokeInvitation(caller, { id }))).toBe("NOT_FOUND");
    }
    expect((await listInvitations(caller, {})).items).toEqual([]);
    expect(await invitationsOf(other.organization.id)).toEqual(before);
    expect(await queuedMails(foreign.email)).toHaveLength(1);
  });

  it("hide even the hash of their token from the tenant role", async () => {
    const { organization, invite } = await invitingTenant();
    await invite();
    const reading = inTenantTransaction(organization.id, (db) => db.$queryRaw`SELECT token_hash FROM invitations`);
    await expect(reading).rejects.toThrow("permission denied");
  });
});

describe("resending an invitation", () => {
  it("mails a new link with a full lifetime, even after expiry, and invalidates the old link", async () => {
    const { caller, invite } = await invitingTenant();
    const first = await invite();
    await age(first.id, 8);
    expect((await listInvitations(await caller(), {})).items).toMatchObject([{ id: first.id, state: "expired" }]);
    expect(await outcomeOf(looksAt(first.token))).toBe("INVALID_LINK");
    const again = await resendInvitation(await caller(), { id: first.id });
    expect(again).toMatchObject({ id: first.id, state: "open" });
    const token = await mailedToken(first.email);
    expect(token).not.toBe(first.token);
    expect(await outcomeOf(looksAt(first.token))).toBe("INVALID_LINK");
    expect(await looksAt(token)).toMatchObject({ email: first.email });
    expect((await auditOf(first.id)).map(({ action, outcome }) => [action, outcome])).toEqual([
      ["invitations.create", "ok"],
      ["invitations.resend", "ok"],
    ]);
  });

  it("is refused after a revocation or if the recipient is already a member, and mails nothing", async () => {
    const { organization, caller, invite } = await invitingTenant();
    const [revoked, joined] = [await invite(), await invite()];
    await revokeInvitation(await caller(), { id: revoked.id });
    const { user } = await createMember(organization, "member");
    await inSystemTransaction((db) =>
      db.user.update({ where: { id: user.id }, data: { email: joined.email }, select: { id: true } }),
    );
    expect(await outcomeOf(resendInvitation(await caller(), { id: revoked.id }))).toBe("CONFLICT");
    expect(await outcomeOf(resendInvitation(await caller(), { id: joined.id }))).toBe("ALREADY_MEMBER");
    for (const { email } of [revoked, joined]) expect(await queuedMails(email)).toHaveLength(1);
  });
});

describe("revoking an invitation", () => {
  it("invalidates the link immediately, succeeds once, and is audited", async () => {
    const { caller, invite } = await invitingTenant();
    const { id, token } = await invite();
    await revokeInvitation(await caller(), { id });
    expect(await outcomeOf(looksAt(token))).toBe("INVALID_LINK");
    expect(await outcomeOf(revokeInvitation(await caller(), { id }))).toBe("CONFLICT");
    expect((await listInvitations(await caller(), {})).items).toMatchObject([{ id, state: "revoked" }]);
    expect((await auditOf(id)).at(-1)).toMatchObject({
      action: "invitations.revoke",
      outcome: "ok",
      before: { role: "member" },
    });
    expect(await auditOf(id)).toHaveLength(2);
  });
});

describe("the list of invitations", () => {
  it("shows the newest first, page by page, even if the row that ended a page was deleted", async () => {
    const { caller, invite } = await invitingTenant();
    const ids: string[] = [];
    for (let count = 0; count < 5; count += 1) ids.unshift((await invite()).id);
    const first = await listInvitations(await caller(), { limit: 2 });
    await inSystemTransaction((db) => db.invitation.delete({ where: { id: ids[1] }, select: { id: true } }));
    const second = await listInvitations(await caller(), { limit: "2", cursor: first.next_cursor ?? "" });
    const third = await listInvitations(await caller(), { limit: 2, cursor: second.next_cursor ?? "" });
    expect([first, second, third].map(({ items }) => items.map(({ id }) => id))).toEqual([
      ids.slice(0, 2),
      ids.slice(2, 4),
      ids.slice(4),
    ]);
    expect(third.next_cursor).toBeNull();
    expect(Object.keys(first.items[0] ?? {}).sort()).toEqual([
      "created_at",
      "email",
      "expires_at",
      "id",
      "role",
      "sent_at",
      "state",
    ]);
  });
});

describe("invitation limits", () => {
  it("allow one organization 20 invitations a day, new and resent together, without affecting other organizations", async () => {
    const [tenant, other] = [await invitingTenant(), await invitingTenant()];
    const { id } = await tenant.invite();
    for (let count = 0; count < 9; count += 1) await tenant.invite();
    for (let count = 0; count < 4; count += 1) await resendInvitation(await tenant.caller(), { id });
    for (let count = 0; count < 6; count += 1) await tenant.invite();
    expect(await outcomeOf(tenant.invite())).toBe("RATE_LIMITED");
    expect(await outcomeOf(resendInvitation(await tenant.caller(), { id }))).toBe("RATE_LIMITED");
    expect(await invitationsOf(tenant.organization.id)).toHaveLength(16);
    expect(await outcomeOf(other.invite())).toBe("ok");
  });

  it("allow one user 50 invitations a day across all organizations", async () => {
    const { user, organization, session } = await createPerson();
    const more = await inSystemTransaction(async (db) => [
      await createOrganizationFor(db, user, "Second"),
      await createOrganizationFor(db, user, "Third"),
    ]);
    const outcomes: string[] = [];
    for (const { slug } of [organization, ...more]) {
      const caller = callerOf(await actorOf(session.token, slug));
      for (let count = 0; count < 17; count += 1)
        outcomes.push(await outcomeOf(createInvitation(caller, { email: uniqueEmail(), role: "member" })));
    }
    expect(outcomes).toEqual([...Array<string>(50).fill("ok"), "RATE_LIMITED"]);
  });

  it("allow one organization 5 invitations a day to one recipient, new and resent together", async () => {
    const tenant = await invitingTenant();
    const { id, email } = await tenant.invite();
    await resendInvitation(await tenant.caller(), { id });
    for (let count = 0; count < 3; count += 1) await tenant.invite(email);
    const last = await looksAt(await mailedToken(email));
    expect(await outcomeOf(tenant.invite(email))).toBe("RATE_LIMITED");
    expect(await outcomeOf(resendInvitation(await tenant.caller(), { id }))).toBe("RATE_LIMITED");
    expect(await queuedMails(email)).toHaveLength(5);
    expect(await looksAt(await mailedToken(email))).toEqual(last);
    expect(await outcomeOf(tenant.invite())).toBe("ok");
  });

  it("allow one organization 5 invitations a day to one mailbox, counting all its tagged addresses", async () => {
    const tenant = await invitingTenant();
    const mailbox = uniqueEmail();
    for (let count = 0; count < 5; count += 1) await tenant.invite(mailbox.replace("@", `+${count}@`));
    expect(await outcomeOf(tenant.invite(mailbox))).toBe("RATE_LIMITED");
    expect(await outcomeOf(tenant.invite(mailbox.replace("@", "+6@")))).toBe("RATE_LIMITED");
  });
});

describe("the system role", () => {
  it("can invite on behalf of a user", async () => {
    const { organization, user } = await createPerson();
    const email = uniqueEmail("first-admin");
    const invitedBy = { id: user.id, name: "Sasha Keeper" };
    const given = {
      organization: { id: organization.id, name: "New House" },
      email,
      role: "org_admin" as const,
      name: "Grace Hopper",
      invitedBy,
      fromConsole: false,
      isHeldBack: false,
    };
    const { invitation: view, mailed } = await inSystemTransaction(async (db) => {
      const issued = await issueInvitation(db, given, someRequest());
      // Works only if the handle still has the system role, because the tenant role cannot read sessions.
      await db.session.count();
      return issued;
    });
    expect(await looksAt(await mailedToken(email))).toMatchObject({ name: "Grace Hopper", role: "org_admin" });
    expect(mailed).toBe(true);
    expect(await invitationsOf(organization.id)).toMatchObject([{ id: view.id, invitedById: invitedBy.id }]);
    expect(await rolesIn(organization.id)).not.toHaveProperty([email]);
  });

  it("applies to an organization's transaction only while asSystem runs, even if asSystem fails", async () => {
    const { organization } = await createPerson();
    await inTenantTransaction(organization.id, async (db) => {
      const roleNow = async () => (await db.$queryRaw<{ role: string }[]>`SELECT current_user::text AS role`)[0]?.role;
      expect(await asSystem(db, roleNow)).toMatch(/_system_/);
      expect(await roleNow()).toMatch(/_tenant_/);
      await expect(asSystem(db, () => Promise.reject(new Error("no mail")))).rejects.toThrow("no mail");
      expect(await roleNow()).toMatch(/_tenant_/);
      await expect(asSystem(db, (system) => system.session.findMany())).rejects.toThrow("out of reach");
    });
  });
});
