import { beforeEach, describe, expect, it, vi } from "vitest";
import { resolveSession } from "@/lib/auth/sessions/resolve-session";
import { signIn } from "@/lib/auth/sign-in/sign-in";
import { signUp } from "@/lib/auth/sign-up/sign-up";
import { verifyEmail } from "@/lib/auth/sign-up/verify-email";
import { inSystemTransaction } from "@/lib/db/transaction";
import { env } from "@/lib/env/server";
import { actorOf, anonymous, callerOf, createMember, createPerson, PASSWORD, uniqueEmail } from "@/tests/factories/callers";
import { auditOf, invitationsOf, invitingTenant, rolesIn, type InvitingTenant } from "@/tests/factories/invitations";
import { outcomeOf } from "@/tests/factories/outcome";
import { forgetCounts } from "@/tests/factories/limits";
import { mailedToken } from "@/tests/factories/mail";
import { acceptInvitation } from "./accept-invitation";
import { createInvitation } from "./create-invitation";
import { inspectInvitation } from "./inspect-invitation";
import { resendInvitation } from "./resend-invitation";
import { revokeInvitation } from "./revoke-invitation";

const NEW = { name: "Grace Hopper", password: "sixteen gates and one lantern" };

let tenant: InvitingTenant;

beforeEach(async () => {
  forgetCounts();
  tenant = await invitingTenant();
});

const callerOfPerson = async (person: { session: { token: string } }) => callerOf(await actorOf(person.session.token));
const accountsAt = (email: string) => inSystemTransaction((db) => db.user.count({ where: { email } }));

/** Checks that no one joined and that no invitation to the email address was accepted. */
async function expectUntouched(email: string): Promise<void> {
  expect(await rolesIn(tenant.organization.id)).toEqual({ [tenant.founder.user.email]: "org_admin" });
  expect((await invitationsOf(tenant.organization.id)).filter((row) => row.email === email && row.acceptedAt)).toEqual([]);
}

describe("an invited person without an account", () => {
  it("gets an account with the invited email address, joins and is signed in, and the acceptance is audited once", async () => {
    const { id, email, token } = await tenant.invite(undefined, "readonly");
    const { user, organizations, entered } = await acceptInvitation(anonymous(), { token, ...NEW });
    expect(user).toMatchObject({ email, name: NEW.name });
    expect(organizations).toMatchObject([{ id: tenant.organization.id, role: "readonly" }]);
    expect(await resolveSession(entered?.session.token ?? "", tenant.organization.slug)).toMatchObject({
      kind: "member",
      role: "readonly",
    });
    expect(
      (await signIn(anonymous({ deviceCookie: entered?.deviceCookie ?? "" }), { email, password: NEW.password })).user.id,
    ).toBe(user.id);
    expect((await auditOf(id)).slice(1)).toEqual([
      {
        action: "invitations.accept",
        outcome: "ok",
        before: null,
        after: { role: "readonly", account_created: true, invited_by: "org_admin" },
        organizationId: tenant.organization.id,
        userId: user.id,
      },
    ]);
    expect(await invitationsOf(tenant.organization.id)).toMatchObject([
      { openEmail: null, acceptedAt: expect.any(Date) as Date },
    ]);
  });

  it.each([
    [{}, "VALIDATION_ERROR"],
    [{ name: NEW.name }, "VALIDATION_ERROR"],
    [{ password: NEW.password }, "VALIDATION_ERROR"],
    [{ name: " ", password: NEW.password }, "VALIDATION_ERROR"],
    [{ ...NEW, password: "too short" }, "VALIDATION_ERROR"],
    [{ ...NEW, password: "1qaz2wsx3edc" }, "VALIDATION_ERROR"],
    [{ ...NEW, password: "grace hopper!" }, "VALIDATION_ERROR"],
    [{ ...NEW, role: "org_admin" }, "VALIDATION_ERROR"],
    [{ ...NEW, organization_id: "x" }, "VALIDATION_ERROR"],
    [{ ...NEW, organization: "stonebridge" }, "VALIDATION_ERROR"],
    [{ ...NEW, email: "mallory@example.com" }, "VALIDATION_ERROR"],
    [{ ...NEW, is_system_admin: true }, "VALIDATION_ERROR"],
  ])("is refused after submitting %j, and the link remains valid", async (fields, code) => {
    const { email, token } = await tenant.invite();
    expect(await outcomeOf(acceptInvitation(anonymous(), { token, ...fields }))).toBe(code);
    await expectUntouched(email);
    expect(await accountsAt(email)).toBe(0);
    expect(await outcomeOf(acceptInvitation(anonymous(), { token, ...NEW }))).toBe("ok");
  });

  it("does not get the password of a pending sign-up for the email address, because an attacker may have chosen it", async () => {
    const { email, token } = await tenant.invite();
    const planted = { email, name: "Mallory", password: "planted by a stranger 26" };
    const { flow } = await signUp(anonymous(), planted);
    const verification = await mailedToken(email);
    await acceptInvitation(anonymous(), { token, ...NEW });
    expect(await outcomeOf(verifyEmail(anonymous({ signUpFlow: flow }), { token: verification }))).toBe("INVALID_LINK");
    expect(await outcomeOf(signIn(anonymous(), { email, password: planted.password }))).toBe("INVALID_CREDENTIALS");
    expect(await outcomeOf(signIn(anonymous(), { email, password: NEW.password }))).toBe("ok");
  });

  it("can join even if self-service sign-up is not available", async () => {
    vi.stubGlobal("gatehouseEnv", { ...env(), APP_MODE: "b2b" });
    const { email, token } = await tenant.invite();
    expect(await outcomeOf(signUp(anonymous(), { email, ...NEW }))).toBe("NOT_FOUND");
    expect(await outcomeOf(acceptInvitation(anonymous(), { token, ...NEW }))).toBe("ok");
    expect(await accountsAt(email)).toBe(1);
  });
});

describe("an invited user", () => {
  it("joins with one click when signed in with the invited email address, and keeps the session", async () => {
    const person = await createPerson();
    const { id, token } = await tenant.invite(person.user.email, "org_admin");
    const { entered, organizations } = await acceptInvitation(await callerOfPerson(person), { token });
    expect(entered).toBeNull();
    expect(organizations.map(({ id: organizationId, role }) => [organizationId, role])).toEqual([
      [tenant.organization.id, "org_admin"],
      [person.organization.id, "org_admin"],
    ]);
    expect((await auditOf(id)).at(-1)).toMatchObject({
      action: "invitations.accept",
      outcome: "ok",
      userId: person.user.id,
      after: { role: "org_admin", account_created: false },
    });
  });

  it("has to sign in first, and a submitted name and password change nothing", async () => {
    const person = await createPerson();
    const { email, token } = await tenant.invite(person.user.email);
    expect(await inspectInvitation(anonymous(), { token })).toMatchObject({ hasAccount: true, isMember: false });
    expect(await outcomeOf(acceptInvitation(anonymous(), { token }))).toBe("UNAUTHORIZED");
    expect(await outcomeOf(acceptInvitation(anonymous(), { token, ...NEW }))).toBe("UNAUTHORIZED");
    await expectUntouched(email);
    expect(await outcomeOf(signIn(anonymous(), { email, password: NEW.password }))).toBe("INVALID_CREDENTIALS");
    expect(await outcomeOf(signIn(anonymous(), { email, password: PASSWORD }))).toBe("ok");
  });

  it("is refused when signed in with another email address, and no one joins", async () => {
    const other = await createPerson();
    const { email, token } = await tenant.invite();
    const caller = await callerOfPerson(other);
    for (const fields of [{}, NEW])
      expect(await outcomeOf(acceptInvitation(caller, { token, ...fields }))).toBe("ACCESS_DENIED");
    await expectUntouched(email);
    expect(await accountsAt(email)).toBe(0);
  });

  it("cannot join after changing to another email address or being suspended", async () => {
    const [moved, suspended] = [await createPerson(), await createPerson()];
    const invited = [await tenant.invite(moved.user.email), await tenant.invite(suspended.user.email)] as const;
    const callers = [await callerOfPerson(moved), await callerOfPerson(suspended)] as const;
    await inSystemTransaction(async (db) => {
      await db.user.update({ where: { id: moved.user.id }, data: { email: uniqueEmail() }, select: { id: true } });
      await db.user.update({ where: { id: suspended.user.id }, data: { suspendedAt: new Date() }, select: { id: true } });
    });
    expect(await outcomeOf(acceptInvitation(callers[0], { token: invited[0].token }))).toBe("ACCESS_DENIED");
    expect(await outcomeOf(acceptInvitation(callers[1], { token: invited[1].token }))).toBe("ACCESS_DENIED");
    // A suspended user's session does not resolve. The email address still has an account, so a sign-in is required.
    expect(await outcomeOf(acceptInvitation(anonymous(), { token: invited[1].token, ...NEW }))).toBe("UNAUTHORIZED");
    await expectUntouched(suspended.user.email);
  });

  it("is refused if already a member; the refusal uses up the invitation, leaves the role unchanged and is audited", async () => {
    const person = await createMember(tenant.organization, "readonly");
    const { id, token } = await tenant.invite(undefined, "org_admin");
    await inSystemTransaction(async (db) => {
      const { email } = await db.invitation.findUniqueOrThrow({ where: { id }, select: { email: true } });
      await db.user.update({ where: { id: person.user.id }, data: { email }, select: { id: true } });
    });
    const caller = await callerOfPerson(person);
    expect(await inspectInvitation(caller, { token })).toMatchObject({ isMember: true });
    expect(await outcomeOf(acceptInvitation(caller, { token }))).toBe("ALREADY_MEMBER");
    expect(await outcomeOf(acceptInvitation(caller, { token }))).toBe("INVALID_LINK");
    expect(Object.values(await rolesIn(tenant.organization.id)).sort()).toEqual(["org_admin", "readonly"]);
    expect((await auditOf(id)).at(-1)).toMatchObject({
      action: "invitations.accept",
      outcome: "ALREADY_MEMBER",
      organizationId: tenant.organization.id,
      userId: person.user.id,
    });
  });
});

describe("an invalid invitation link", () => {
  const past = new Date(Date.now() - 1_000);

  const WAYS: Record<string, (invited: { id: string; email: string; token: string }) => Promise<unknown>> = {
    expired: ({ id }) =>
      inSystemTransaction((db) => db.invitation.update({ where: { id }, data: { expiresAt: past }, select: { id: true } })),
    revoked: async ({ id }) => revokeInvitation(await tenant.caller(), { id }),
    resent: async ({ id }) => resendInvitation(await tenant.caller(), { id }),
    replaced: async ({ email }) => createInvitation(await tenant.caller(), { email, role: "org_admin" }),
    used: ({ token }) => acceptInvitation(anonymous(), { token, ...NEW }),
    "for a suspended organization": () =>
      inSystemTransaction((db) =>
        db.organization.update({ where: { id: tenant.organization.id }, data: { suspendedAt: past }, select: { id: true } }),
      ),
    "for a deleted organization": () =>
      inSystemTransaction((db) => db.organization.delete({ where: { id: tenant.organization.id }, select: { id: true } })),
  };

  it.each(Object.keys(WAYS))(
    "is refused like a nonexistent one in the preview and on acceptance if it is %s",
    async (way) => {
      const invited = await tenant.invite();
      await WAYS[way]?.(invited);
      const before = [await rolesIn(tenant.organization.id), await accountsAt(invited.email)];
      for (const token of [invited.token, "t".repeat(43), "x"]) {
        for (const work of [
          () => acceptInvitation(anonymous(), { token, ...NEW }),
          () => inspectInvitation(anonymous(), { token }),
        ]) {
          const refused = await work().catch((error: unknown) => error as { code: string; fields: object; status: number });
          expect(refused).toMatchObject({ code: "INVALID_LINK", fields: {}, status: 400 });
        }
      }
      expect([await rolesIn(tenant.organization.id), await accountsAt(invited.email)]).toEqual(before);
    },
  );

  it("becomes valid again when its organization's suspension ends", async () => {
    const { token } = await tenant.invite();
    const suspend = (suspendedAt: Date | null) =>
      inSystemTransaction((db) =>
        db.organization.update({ where: { id: tenant.organization.id }, data: { suspendedAt }, select: { id: true } }),
      );
    await suspend(new Date());
    expect(await outcomeOf(acceptInvitation(anonymous(), { token, ...NEW }))).toBe("INVALID_LINK");
    await suspend(null);
    expect(await outcomeOf(acceptInvitation(anonymous(), { token, ...NEW }))).toBe("ok");
  });

  it("can be tried 20 times an hour from one IP address", async () => {
    const attempt = () =>
      outcomeOf(acceptInvitation(anonymous({ ipAddress: "192.0.2.7" }), { token: "t".repeat(43), ...NEW }));
    for (let count = 0; count < 20; count += 1) expect(await attempt()).toBe("INVALID_LINK");
    const { token } = await tenant.invite();
    expect(await attempt()).toBe("RATE_LIMITED");
    expect(await outcomeOf(acceptInvitation(anonymous(), { token, ...NEW }))).toBe("ok");
  });
});

describe("the preview of an invitation", () => {
  it("does not consume the link, however often it is opened", async () => {
    const { token } = await tenant.invite();
    for (let count = 0; count < 5; count += 1) await inspectInvitation(anonymous(), { token });
    expect(await outcomeOf(acceptInvitation(anonymous(), { token, ...NEW }))).toBe("ok");
  });
});
