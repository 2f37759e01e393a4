import { describe, expect, it } from "vitest";
import type { Caller } from "@/lib/access/actor";
import type { OrganizationRole } from "@/lib/access/roles";
import { resolveSession } from "@/lib/auth/sessions/resolve-session";
import { signIn } from "@/lib/auth/sign-in/sign-in";
import { inSystemTransaction } from "@/lib/db/transaction";
import { leaveOrganization } from "@/lib/memberships/leave-organization";
import { changeMemberRole } from "@/lib/memberships/change-member-role";
import { actorOf, anonymous, callerOf, createMember, createPerson, PASSWORD } from "@/tests/factories/callers";
import { FIXTURES } from "@/tests/factories/feature-fixtures";
import { queuedMails } from "@/tests/factories/mail";
import { outcomeOf } from "@/tests/factories/outcome";
import { deleteAccount, inspectDeletion } from "./delete-account";

async function somebody() {
  const person = await createPerson();
  const caller = callerOf(await actorOf(person.session.token));
  const input = { confirm: person.user.email, current_password: PASSWORD };
  return { ...person, caller, input, go: () => deleteAccount(caller, input) };
}

/** Adds a user to an organization. */
async function join(organizationId: string, userId: string, role: OrganizationRole): Promise<void> {
  await inSystemTransaction((db) => db.membership.create({ data: { organizationId, userId, role }, select: { id: true } }));
}

const exists = (id: string) => inSystemTransaction(async (db) => (await db.user.count({ where: { id } })) === 1);
const organizationExists = (id: string) =>
  inSystemTransaction(async (db) => (await db.organization.count({ where: { id } })) === 1);
const admins = (organizationId: string) =>
  inSystemTransaction((db) => db.membership.count({ where: { organizationId, role: "org_admin" } }));
const suspend = (id: string) =>
  inSystemTransaction((db) => db.organization.update({ where: { id }, data: { suspendedAt: new Date() } }));
const entries = (action: string, entityId: string) =>
  inSystemTransaction((db) =>
    db.auditEntry.findMany({
      where: { action, entityId },
      select: { outcome: true, before: true, after: true, organizationId: true },
    }),
  );

describe("deleting an account", () => {
  it("deletes the user, their sessions and their own organization, mails a notice, and records one audit entry, with ids only", async () => {
    const { user, organization, session, go } = await somebody();
    await go();
    expect([await exists(user.id), await organizationExists(organization.id)]).toEqual([false, false]);
    expect(await resolveSession(session.token, null)).toBeNull();
    expect(await outcomeOf(signIn(anonymous(), { email: user.email, password: PASSWORD }))).toBe("INVALID_CREDENTIALS");
    expect((await queuedMails(user.email)).map(({ kind }) => kind)).toEqual(["account-deleted"]);
    expect(await entries("users.delete", user.id)).toEqual([
      { outcome: "ok", before: null, after: { organizations_deleted: [organization.id] }, organizationId: null },
    ]);
  });

  it("also deletes organizations without other members, with all their data", async () => {
    const { user, organization, go } = await somebody();
    await inSystemTransaction(async (db) => {
      for (const { insert } of FIXTURES) await insert(db, { organizationId: organization.id, authorId: user.id });
      const tokenHash = crypto.getRandomValues(new Uint8Array(32));
      const email = "friend@example.com";
      await db.invitation.create({
        data: {
          organizationId: organization.id,
          email,
          openEmail: email,
          role: "member",
          invitedById: user.id,
          tokenHash,
          expiresAt: new Date(),
        },
      });
    });
    await go();
    expect(await organizationExists(organization.id)).toBe(false);
  });

  it("keeps organizations with another admin, ends the user's memberships in them, and audits each departure there", async () => {
    const { organization: shared } = await createPerson();
    const { user, organization, go } = await somebody();
    const second = await createMember(organization, "org_admin");
    await join(shared.id, user.id, "member");
    const memberships = await inSystemTransaction((db) => db.membership.findMany({ where: { userId: user.id } }));
    await go();
    expect([await organizationExists(shared.id), await organizationExists(organization.id)]).toEqual([true, true]);
    expect(
      await inSystemTransaction((db) => db.membership.findMany({ where: { organizationId: organization.id } })),
    ).toMatchObject([{ id: second.membership.id }]);
    for (const { id, role, organizationId } of memberships) {
      expect(await entries("memberships.leave", id)).toEqual([
        { outcome: "ok", before: { role }, after: null, organizationId },
      ]);
    }
  });
});

describe("the deletion of an account", () => {
  it("is refused without a session, with another email address, with unknown fields, and with a wrong password (audited)", async () => {
    const { user, caller, input } = await somebody();
    expect(await outcomeOf(deleteAccount(caller, { ...input, current_password: "not my password" }))).toBe(
      "INVALID_CREDENTIALS",
    );
    await expect(deleteAccount(caller, { ...input, confirm: "somebody@example.com" })).rejects.toMatchObject({
      code: "VALIDATION_ERROR",
      fields: { confirm: expect.any(String) as string },
    });
    expect(await outcomeOf(deleteAccount(caller, { ...input, user_id: user.id }))).toBe("VALIDATION_ERROR");
    expect(await outcomeOf(deleteAccount(anonymous(), input))).toBe("UNAUTHORIZED");
    expect(await exists(user.id)).toBe(true);
    expect((await entries("users.delete", user.id)).map(({ outcome }) => outcome)).toEqual(["INVALID_CREDENTIALS"]);
  });

  it("is refused if other members would be left without an admin, and the inspection names the organization", async () => {
    const { user, organization, caller, go } = await somebody();
    await createMember(organization, "member");
    expect(await outcomeOf(go())).toBe("LAST_ORG_ADMIN");
    expect([await exists(user.id), await admins(organization.id), (await queuedMails(user.email)).length]).toEqual([
      true,
      1,
      0,
    ]);
    expect((await entries("users.delete", user.id)).map(({ outcome }) => outcome)).toEqual(["LAST_ORG_ADMIN"]);
    const { organizations } = await inspectDeletion(caller, {});
    expect(organizations).toEqual([{ slug: organization.slug, name: expect.any(String) as string, fate: "blocking" }]);
  });

  it("is refused if it would also delete a suspended organization", async () => {
    const { organization, caller, go } = await somebody();
    await suspend(organization.id);
    expect(await outcomeOf(go())).toBe("ORGANIZATION_SUSPENDED");
    expect(await organizationExists(organization.id)).toBe(true);
    expect((await inspectDeletion(caller, {})).organizations).toMatchObject([{ fate: "held" }]);
  });
});

describe("concurrent account deletions", () => {
  it("succeed only once for one account, with one mail and one audit entry", async () => {
    for (let round = 0; round < 5; round += 1) {
      const { user, go } = await somebody();
      const codes = await Promise.all([outcomeOf(go()), outcomeOf(go())]);
      expect(codes.filter((code) => code === "ok")).toHaveLength(1);
      expect(await queuedMails(user.email)).toHaveLength(1);
      expect((await entries("users.delete", user.id)).filter(({ outcome }) => outcome === "ok")).toHaveLength(1);
    }
  });

  /** Two admins with passwords, and a member of their organization. */
  async function twoAdmins() {
    const [first, second] = [await somebody(), await somebody()];
    await join(first.organization.id, second.user.id, "org_admin");
    const member = await createMember(first.organization, "member");
    return { first, second, organization: first.organization, member };
  }

  it("refuse the second of two admins who delete their accounts, so that one admin remains", async () => {
    for (let round = 0; round < 8; round += 1) {
      const { first, second, organization } = await twoAdmins();
      expect((await Promise.all([outcomeOf(first.go()), outcomeOf(second.go())])).sort()).toEqual(["LAST_ORG_ADMIN", "ok"]);
      expect(await admins(organization.id)).toBe(1);
    }
  });

  it("leave an admin in place if one of two admins deletes their account while the other leaves or is demoted", async () => {
    for (let round = 0; round < 8; round += 1) {
      const { first, second, organization } = await twoAdmins();
      const inside = async (token: string): Promise<Caller> => callerOf(await actorOf(token, organization.slug));
      const [asFirst, asSecond] = [await inside(first.session.token), await inside(second.session.token)];
      const own = await inSystemTransaction((db) =>
        db.membership.findFirstOrThrow({
          where: { organizationId: organization.id, userId: second.user.id },
          select: { id: true },
        }),
      );
      const [deleter, other] =
        round % 2 === 0
          ? [first.go(), leaveOrganization(asSecond, {})]
          : [second.go(), changeMemberRole(asFirst, { id: own.id, role: "member" })];
      const codes = await Promise.all([outcomeOf(deleter), outcomeOf(other)]);
      expect(await admins(organization.id)).toBe(1);
      // The second admin can delete their account even if the demotion comes first.
      if (round % 2 === 0) expect(codes.sort()).toEqual(["LAST_ORG_ADMIN", "ok"]);
      else expect(codes[0]).toBe("ok");
    }
  });

  it("either keep an organization that a user joins, or delete it before the user joins", async () => {
    for (let round = 0; round < 8; round += 1) {
      const { organization, go } = await somebody();
      const newcomer = await createPerson();
      const joining = join(organization.id, newcomer.user.id, "member").then(
        () => "joined",
        () => "nothing there",
      );
      const outcomes = [await Promise.all([outcomeOf(go()), joining])].flat();
      expect([
        ["ok", "nothing there"],
        ["LAST_ORG_ADMIN", "joined"],
      ]).toContainEqual(outcomes);
      expect(await organizationExists(organization.id)).toBe(outcomes[0] !== "ok");
    }
  });

  it("leave no membership if the user joins another organization during the deletion", async () => {
    for (let round = 0; round < 8; round += 1) {
      const { user, go } = await somebody();
      const { organization } = await createPerson();
      await Promise.allSettled([go(), join(organization.id, user.id, "member")]);
      expect(await exists(user.id)).toBe(false);
      expect(await inSystemTransaction((db) => db.membership.count({ where: { userId: user.id } }))).toBe(0);
    }
  });
});

describe("the last system admin", () => {
  it("cannot delete their account, even if the last two system admins try at the same time", async () => {
    const make = async () => {
      const { user, session } = await createPerson();
      await inSystemTransaction((db) => db.user.update({ where: { id: user.id }, data: { isSystemAdmin: true } }));
      const caller = callerOf(await actorOf(session.token));
      return { user, caller, go: () => deleteAccount(caller, { confirm: user.email, current_password: PASSWORD }) };
    };
    let remaining = await make();
    const others = { isSystemAdmin: true, id: { not: remaining.user.id } };
    await inSystemTransaction((db) => db.user.updateMany({ where: others, data: { isSystemAdmin: false } }));
    for (let round = 0; round < 5; round += 1) {
      const other = await make();
      expect((await inspectDeletion(other.caller, {})).isLastSystemAdmin).toBe(false);
      const codes = await Promise.all([outcomeOf(remaining.go()), outcomeOf(other.go())]);
      expect(codes.toSorted()).toEqual(["LAST_SYSTEM_ADMIN", "ok"]);
      if (codes[0] === "ok") remaining = other;
    }
    expect((await inspectDeletion(remaining.caller, {})).isLastSystemAdmin).toBe(true);
    expect(await outcomeOf(remaining.go())).toBe("LAST_SYSTEM_ADMIN");
    expect((await entries("users.delete", remaining.user.id)).every(({ outcome }) => outcome === "LAST_SYSTEM_ADMIN")).toBe(
      true,
    );
  });
});
