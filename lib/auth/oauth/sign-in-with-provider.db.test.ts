import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { systemCaller, type Caller } from "@/lib/access/actor";
import { grantSystemAdmin } from "@/lib/admin/change-system-admin";
import { createSystemAdmin as createFirstSystemAdmin } from "@/lib/admin/create-system-admin";
import { resolveApiKey } from "@/lib/api-keys/resolve-api-key";
import { lockNames } from "@/lib/db/locks";
import { inSystemTransaction } from "@/lib/db/transaction";
import { recipientHash } from "@/lib/email/recipient-hash";
import { createApiKey } from "@/lib/api-keys/create-api-key";
import { acceptInvitation } from "@/lib/invitations/accept-invitation";
import { createInvitation } from "@/lib/invitations/create-invitation";
import { createOrganizationFor } from "@/lib/organizations/create-organization";
import type { FakeAccount } from "@/scripts/fake-google/consent-page";
import { insertApiKey } from "@/tests/factories/api-keys";
import { actorOf, anonymous, callerOf, createPerson, PASSWORD, uniqueEmail } from "@/tests/factories/callers";
import { configureGoogle, gmail, google, returning, startGoogle, type Callback } from "@/tests/factories/google";
import { invitingTenant } from "@/tests/factories/invitations";
import { forgetCounts } from "@/tests/factories/limits";
import { mailedToken, queuedMails } from "@/tests/factories/mail";
import { outcomeOf } from "@/tests/factories/outcome";
import { createSystemAdmin } from "@/tests/factories/system-admin";
import { confirmEmailChange } from "../email-change/confirm-email-change";
import { requestEmailChange } from "../email-change/request-email-change";
import { forgotPassword } from "../password-reset/forgot-password";
import { resetPassword } from "../password-reset/reset-password";
import { resolveSession } from "../sessions/resolve-session";
import { signIn } from "../sign-in/sign-in";
import { signUp } from "../sign-up/sign-up";
import { verifyEmail } from "../sign-up/verify-email";
import { signInWithProvider } from "./sign-in-with-provider";

beforeAll(startGoogle);
afterAll(() => google.stop());
beforeEach(() => {
  forgetCounts();
  configureGoogle({});
  google.lie = null;
  google.failing = {};
});

const finish = ({ caller, input }: Callback) => signInWithProvider(caller, input);
const enter = async (account: FakeAccount) => finish(await returning(account));
const outcome = (account: FakeAccount) => outcomeOf(enter(account));

const accountsOf = (email: string) => inSystemTransaction((db) => db.user.count({ where: { email } }));
const identitiesOf = (userId: string) => inSystemTransaction((db) => db.identity.findMany({ where: { userId } }));
const suspend = (id: string) =>
  inSystemTransaction((db) => db.user.update({ where: { id }, data: { suspendedAt: new Date() } }));
const entriesOf = ({ caller }: Callback) =>
  inSystemTransaction((db) =>
    db.auditEntry.findMany({ where: { requestId: caller.request.requestId, action: "auth.oauth-sign-in" } }),
  );

/** What a request did to identities besides its own operation, as the audit log tells it. */
const changesOfIdentities = ({ caller }: { caller: Caller }) =>
  inSystemTransaction((db) =>
    db.auditEntry.findMany({
      where: { requestId: caller.request.requestId, action: { in: ["auth.link-identity", "auth.unlink-identity"] } },
      select: { action: true, userId: true, before: true, after: true },
      orderBy: { action: "desc" },
    }),
  );

describe("a new user", () => {
  it("gets an account and a personal organization without a password, and is signed in", async () => {
    const email = gmail();
    const callback = await returning({ email, name: "Ada Lovelace" });
    const { user, organizations, session, isNew } = await finish(callback);
    expect({ isNew, ...user }).toMatchObject({ isNew: true, email, name: "Ada Lovelace" });
    expect(organizations).toMatchObject([{ role: "org_admin", name: "Ada Lovelace's organization" }]);
    const actor = await resolveSession(session.token, null);
    expect(actor).toMatchObject({ user: { id: user.id }, credential: { proof: { method: "google" } } });
    expect(await inSystemTransaction((db) => db.passwordCredential.count({ where: { userId: user.id } }))).toBe(0);
    expect(await entriesOf(callback)).toMatchObject([
      { outcome: "ok", userId: user.id, after: { method: "google", account_created: true } },
    ]);
  });

  it("is named after the address if Google sends no usable name", async () => {
    const email = gmail("ada");
    expect((await enter({ email, name: "\u202e" })).user.name).toBe(email.split("@")[0]);
  });

  it("is refused if the address is not verified, and nothing is created", async () => {
    const callback = await returning({ email: gmail(), email_verified: false });
    expect(await outcomeOf(finish(callback))).toBe("OAUTH_EMAIL_UNVERIFIED");
    expect(await entriesOf(callback)).toMatchObject([{ outcome: "OAUTH_EMAIL_UNVERIFIED", userId: null }]);
  });

  it("is refused in b2b mode", async () => {
    configureGoogle({ APP_MODE: "b2b" });
    const email = gmail();
    const refused = await outcome({ email });
    configureGoogle({ APP_MODE: "b2c" });
    expect([refused, await accountsOf(email)]).toEqual(["OAUTH_NOT_INVITED", 0]);
  });

  it("is refused while sign-up is closed", async () => {
    const name = "sign_ups_open";
    await inSystemTransaction((db) =>
      db.systemSetting.upsert({ where: { name }, create: { name, value: false }, update: { value: false } }),
    );
    const email = gmail();
    const refused = await outcome({ email });
    await inSystemTransaction((db) => db.systemSetting.deleteMany({ where: { name } }));
    expect([refused, await accountsOf(email)]).toEqual(["OAUTH_SIGN_UP_CLOSED", 0]);
  });

  it("gets one account from eight callbacks at once", async () => {
    const email = gmail();
    const callbacks = await Promise.all(Array.from({ length: 8 }, () => returning({ email })));
    const users = await Promise.all(callbacks.map(finish));
    expect(new Set(users.map(({ user }) => user.id)).size).toBe(1);
    expect(users.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(await accountsOf(email)).toBe(1);
  });
});

describe("a known identity", () => {
  it("signs in the same user under a changed address, which changes nothing", async () => {
    const [sub, email] = [crypto.randomUUID(), gmail()];
    const { user } = await enter({ email, sub });
    const { user: other } = await createPerson({ email: gmail() });
    for (const changed of [gmail(), other.email]) {
      expect((await enter({ email: changed, sub })).user).toMatchObject({ id: user.id, email });
    }
    expect(await identitiesOf(user.id)).toMatchObject([{ email }]);
    expect(await identitiesOf(other.id)).toEqual([]);
  });

  it("is refused while the user is suspended", async () => {
    const account = { email: gmail() };
    const { user } = await enter(account);
    await suspend(user.id);
    const callback = await returning(account);
    expect(await outcomeOf(finish(callback))).toBe("ACCOUNT_SUSPENDED");
    expect(await entriesOf(callback)).toMatchObject([{ outcome: "ACCOUNT_SUSPENDED", userId: user.id }]);
  });

  it("works in b2b mode", async () => {
    const account = { email: gmail() };
    const { user } = await enter(account);
    configureGoogle({ APP_MODE: "b2b" });
    const again = await enter(account);
    configureGoogle({ APP_MODE: "b2c" });
    expect(again.user.id).toBe(user.id);
  });
});

describe("an address that has an account", () => {
  it.each([
    ["at gmail.com", gmail, undefined],
    ["in the Workspace domain that Google names", () => uniqueEmail(), "example.com"],
    ["in that domain, however Google spells it", () => uniqueEmail(), "Example.COM"],
  ])("is linked %s, which is audited, and its owner gets a notice", async (_where, emailOf, hd) => {
    const { user } = await createPerson({ email: emailOf() });
    const callback = await returning({ email: user.email, ...(hd && { hd }) });
    const { user: entered, isNew } = await finish(callback);
    expect([entered.id, isNew]).toEqual([user.id, false]);
    expect(await changesOfIdentities(callback)).toEqual([
      {
        action: "auth.link-identity",
        userId: user.id,
        before: null,
        after: { provider: "google", cause: "address_claimed" },
      },
    ]);
    expect(await identitiesOf(user.id)).toMatchObject([{ provider: "google", email: user.email, isConfirmed: true }]);
    expect((await queuedMails(user.email)).map(({ kind }) => kind)).toEqual(["identity-linked"]);
    await signIn(anonymous(), { email: user.email, password: PASSWORD });
  });

  it.each([
    ["without a Workspace domain", undefined],
    ["with another Workspace domain", "elsewhere.example"],
    ["with a parent of the address's domain", "com"],
  ])("is not linked %s", async (_what, hd) => {
    const { user } = await createPerson();
    const callback = await returning({ email: user.email, ...(hd && { hd }) });
    expect(await outcomeOf(finish(callback))).toBe("OAUTH_LINK_REQUIRED");
    expect([await identitiesOf(user.id), await queuedMails(user.email)]).toEqual([[], []]);
    expect(await entriesOf(callback)).toMatchObject([{ outcome: "OAUTH_LINK_REQUIRED", userId: user.id }]);
  });

  it("is not linked to a second subject", async () => {
    const email = gmail();
    const { user } = await enter({ email, sub: crypto.randomUUID() });
    expect(await outcome({ email, sub: crypto.randomUUID() })).toBe("OAUTH_LINK_REQUIRED");
    expect(await identitiesOf(user.id)).toHaveLength(1);
  });

  it("is linked to one of two subjects that arrive at once", async () => {
    const { user } = await createPerson({ email: gmail() });
    const subjects = [crypto.randomUUID(), crypto.randomUUID()];
    const callbacks = await Promise.all(subjects.map((sub) => returning({ email: user.email, sub })));
    const outcomes = await Promise.all(callbacks.map((each) => outcomeOf(finish(each))));
    expect(outcomes.sort()).toEqual(["OAUTH_LINK_REQUIRED", "ok"]);
    expect(await identitiesOf(user.id)).toHaveLength(1);
  });

  it("tells a suspended user so only if Google is the authority for the address", async () => {
    const [{ user: own }, { user: foreign }] = [await createPerson({ email: gmail() }), await createPerson()];
    await suspend(own.id);
    await suspend(foreign.id);
    expect(await outcome({ email: own.email })).toBe("ACCOUNT_SUSPENDED");
    expect(await outcome({ email: foreign.email })).toBe("OAUTH_LINK_REQUIRED");
    expect([await identitiesOf(own.id), await identitiesOf(foreign.id)]).toEqual([[], []]);
  });
});

describe("what others began with the address before its owner came", () => {
  const NEW = "quite another password";

  it("is over if it is a sign-up, whose link and password no longer work", async () => {
    const email = gmail();
    const { flow } = await signUp(anonymous(), { email, password: PASSWORD, name: "Mallory" });
    const token = await mailedToken(email);
    const { user } = await enter({ email });
    expect(await outcomeOf(verifyEmail(anonymous({ signUpFlow: flow }), { token }))).toBe("INVALID_LINK");
    expect(await outcomeOf(signIn(anonymous(), { email, password: PASSWORD }))).toBe("INVALID_CREDENTIALS");
    await signUp(anonymous({ signUpFlow: flow }), { email, password: PASSWORD, name: "Mallory" });
    expect(await outcomeOf(verifyEmail(anonymous({ signUpFlow: flow }), { token }))).toBe("INVALID_LINK");
    expect(user.name).not.toBe("Mallory");
  });

  it("is over if it is a sign-up, even one verified at the same moment, which creates no second account", async () => {
    for (let round = 0; round < 5; round += 1) {
      const email = gmail();
      const { flow } = await signUp(anonymous(), { email, password: PASSWORD, name: "Mallory" });
      const [token, callback] = [await mailedToken(email), await returning({ email })];
      const work = [finish(callback), verifyEmail(anonymous({ signUpFlow: flow }), { token })];
      const [entered] = await Promise.all(work.map((each) => outcomeOf(each as Promise<unknown>)));
      expect([entered, await accountsOf(email)]).toEqual(["ok", 1]);
    }
  });

  it("is over if it is a change of another account's address to it, also after the owner's account is gone", async () => {
    const email = gmail();
    const { user: mallory, session } = await createPerson();
    const caller = async () => callerOf(await actorOf(session.token));
    await requestEmailChange(await caller(), { new_email: email, current_password: PASSWORD });
    const token = await mailedToken(email);
    const { user } = await enter({ email });
    expect(await outcomeOf(confirmEmailChange(await caller(), { token, password: PASSWORD }))).toBe("INVALID_LINK");
    await inSystemTransaction((db) => db.user.delete({ where: { id: user.id } }));
    expect(await outcomeOf(confirmEmailChange(await caller(), { token, password: PASSWORD }))).toBe("INVALID_LINK");
    expect(await accountsOf(mallory.email)).toBe(1);
  });

  it("gives the holder of an invitation's link no account", async () => {
    const email = gmail();
    const { token } = await (await invitingTenant()).invite(email);
    const { user } = await enter({ email });
    const accepted = acceptInvitation(anonymous(), { token, name: "Mallory", password: PASSWORD });
    expect(await outcomeOf(accepted)).toBe("UNAUTHORIZED");
    const { session } = await enter({ email });
    const joined = await acceptInvitation(callerOf(await actorOf(session.token)), { token });
    expect(joined.user.id).toBe(user.id);
  });

  describe("under an address for which Google is not the authority", () => {
    const begin = async () => {
      const account = { email: uniqueEmail() };
      const { user, session, organizations } = await enter(account);
      const { key } = await insertApiKey({ organizationId: organizations[0]?.id ?? "", userId: user.id });
      await forgotPassword(anonymous(), { email: account.email });
      const caller = async () => callerOf(await actorOf(session.token, organizations[0]?.slug));
      return { account, user, organizations, session, key, caller, token: await mailedToken(account.email) };
    };

    it("is over when the owner of the mailbox sets a password: the earlier Google account no longer signs in", async () => {
      const { account, user, session, key, token } = await begin();
      expect(await identitiesOf(user.id)).toMatchObject([{ isConfirmed: false }]);
      expect(await resolveApiKey(key, null)).not.toBeNull();
      await resetPassword(anonymous(), { token, new_password: NEW });
      expect(await outcome(account)).toBe("OAUTH_LINK_REQUIRED");
      expect([await identitiesOf(user.id), await resolveSession(session.token, null)]).toEqual([[], null]);
      expect(await resolveApiKey(key, null)).toBeNull();
      expect((await queuedMails(account.email)).map(({ kind }) => kind)).toContain("identity-unlinked");
    });

    it("is over when its owner signs in with Google, once Google is the authority for the address", async () => {
      const { account, user, session, key } = await begin();
      const owner = { email: account.email, sub: crypto.randomUUID(), hd: "example.com" };
      const callback = await returning(owner);
      expect((await finish(callback)).user.id).toBe(user.id);
      const cause = "address_claimed";
      const revoked = { invitations_revoked: 0, organization_keys_revoked: 0 };
      expect(await changesOfIdentities(callback)).toEqual([
        { action: "auth.unlink-identity", userId: user.id, before: { provider: "google" }, after: { cause } },
        { action: "auth.link-identity", userId: user.id, before: null, after: { provider: "google", cause, ...revoked } },
      ]);
      expect([await resolveSession(session.token, null), await resolveApiKey(key, null)]).toEqual([null, null]);
      expect(await outcome(account)).toBe("OAUTH_LINK_REQUIRED");
      expect(await identitiesOf(user.id)).toMatchObject([{ subject: owner.sub, isConfirmed: true }]);
    });

    it("is over for those whom the earlier owner invited, but not for those who have joined", async () => {
      const { account, user, organizations, caller } = await begin();
      const [accepted, open] = [uniqueEmail(), uniqueEmail()];
      for (const email of [accepted, open]) await createInvitation(await caller(), { email, role: "org_admin" });
      const person = { name: "Eve", password: NEW };
      await acceptInvitation(anonymous(), { token: await mailedToken(accepted), ...person });
      const shared = organizations[0]?.id ?? "";
      const alone = await inSystemTransaction((db) => createOrganizationFor(db, user, "Alone"));
      const keys = [
        await insertApiKey({ organizationId: shared, userId: null }),
        await insertApiKey({ organizationId: alone.id, userId: null }),
      ];
      const foreign = await (await invitingTenant()).invite();
      const callback = await returning({ email: account.email, sub: crypto.randomUUID(), hd: "example.com" });
      await finish(callback);
      const token = await mailedToken(open);
      expect(await outcomeOf(acceptInvitation(anonymous(), { token, ...person }))).toBe("INVALID_LINK");
      expect(await Promise.all(keys.map(async ({ key }) => (await resolveApiKey(key, null)) !== null))).toEqual([
        true,
        false,
      ]);
      expect(await outcomeOf(acceptInvitation(anonymous(), { token: foreign.token, ...person }))).toBe("ok");
      expect((await changesOfIdentities(callback))[1]?.after).toMatchObject({
        invitations_revoked: 1,
        organization_keys_revoked: 1,
      });
    });

    it("is over for invitations and keys that are created while the owner comes", async () => {
      for (let round = 0; round < 5; round += 1) {
        const { account, organizations, caller } = await begin();
        const [email, inviting] = [uniqueEmail(), await caller()];
        const callback = await returning({ email: account.email, sub: crypto.randomUUID(), hd: "example.com" });
        const key = { name: "Late", owner: "organization", role: "org_admin", expires_in: "never" } as const;
        const [entered] = await Promise.all([
          outcomeOf(finish(callback)),
          outcomeOf(createInvitation(inviting, { email, role: "org_admin" })),
          outcomeOf(createApiKey(inviting, key)),
        ]);
        const where = { organizationId: organizations[0]?.id ?? "", revokedAt: null };
        const left = await inSystemTransaction(async (db) => [
          await db.invitation.count({ where }),
          await db.apiKey.count({ where }),
        ]);
        expect([entered, ...left]).toEqual(["ok", 0, 0]);
      }
    });

    it("is over for an invitation that is being sent when the owner comes", async () => {
      const { account, organizations, caller } = await begin();
      const [email, inviting] = [uniqueEmail(), await caller()];
      const callback = await returning({ email: account.email, sub: crypto.randomUUID(), hd: "example.com" });
      // Delays the invitation after its row is inserted.
      const started = await inSystemTransaction(async (db) => {
        await lockNames(db, "mailbox", Buffer.from(recipientHash(email)).toString("hex"));
        const invited = outcomeOf(createInvitation(inviting, { email, role: "org_admin" }));
        await sleep(300);
        const entered = outcomeOf(finish(callback));
        await sleep(500);
        return { invited, entered };
      });
      expect([await started.invited, await started.entered]).toEqual(["ok", "ok"]);
      const where = { organizationId: organizations[0]?.id ?? "", revokedAt: null };
      expect(await inSystemTransaction((db) => db.invitation.count({ where }))).toBe(0);
    });

    it("is over for a reset link that was mailed before", async () => {
      const { account, token } = await begin();
      await enter({ email: account.email, sub: crypto.randomUUID(), hd: "example.com" });
      expect(await outcomeOf(resetPassword(anonymous(), { token, new_password: NEW }))).toBe("INVALID_LINK");
    });

    it("is confirmed if Google becomes the authority for the address of the same Google account", async () => {
      const { account, user, session } = await begin();
      await enter({ ...account, hd: "example.com" });
      expect(await identitiesOf(user.id)).toMatchObject([{ isConfirmed: true }]);
      expect(await resolveSession(session.token, null)).not.toBeNull();
    });

    it("is over when the user becomes a system admin, from the command line or in the console", async () => {
      const [first, second] = [await begin(), await begin()];
      const system = systemCaller(randomUUID());
      await createFirstSystemAdmin(system, { email: first.account.email });
      const admin = await createSystemAdmin();
      const granting = await admin.caller();
      await grantSystemAdmin(granting, { id: second.user.id, reason: "Needs it" });
      const removal = { action: "auth.unlink-identity", before: { provider: "google" } };
      expect(await changesOfIdentities({ caller: system })).toEqual([
        { ...removal, userId: null, after: { cause: "system_admin_created" } },
      ]);
      expect(await changesOfIdentities({ caller: granting })).toEqual([
        { ...removal, userId: admin.user.id, after: { cause: "system_admin_granted" } },
      ]);
      for (const { account, user, key } of [first, second]) {
        expect(await outcome(account)).toBe("OAUTH_LINK_REQUIRED");
        expect([await identitiesOf(user.id), await resolveApiKey(key, null)]).toEqual([[], null]);
      }
    });

    it("stays linked if the user sets the password in a browser where they are signed in", async () => {
      const { account, user, session, token } = await begin();
      await resetPassword(callerOf(await actorOf(session.token)), { token, new_password: NEW });
      expect((await enter(account)).user.id).toBe(user.id);
      expect(await identitiesOf(user.id)).toMatchObject([{ isConfirmed: true }]);
    });
  });
});

describe("the new session", () => {
  const secondsSinceProof = async (account: FakeAccount) => {
    const { session } = await enter(account);
    const { credential } = await actorOf(session.token);
    return credential.kind === "session" ? credential.proof.secondsAgo : NaN;
  };

  it("has a recent proof only if Google says that it has just asked, or the user has no password to be asked for", async () => {
    const [withPassword, without] = [{ email: gmail() }, { email: gmail() }];
    await createPerson(withPassword);
    for (const account of [withPassword, without]) {
      expect(await secondsSinceProof(account)).toBeLessThan(60);
      google.lie = "an old sign-in";
      expect(await secondsSinceProof(account)).toBeGreaterThan(3_000);
      google.lie = "no time of sign-in";
      const isProof = account === without;
      expect((await secondsSinceProof(account)) < 60).toBe(isProof);
      google.lie = null;
    }
  });
});

describe("the browser", () => {
  it("gets a new session in place of its own, and loses the mailed links of another user", async () => {
    const { session } = await createPerson();
    const caller = callerOf(await actorOf(session.token));
    const output = await finish(await returning({ email: gmail() }, { caller }));
    expect(await resolveSession(session.token, null)).toBeNull();
    expect(signInWithProvider.cookieRules.cookies?.(output)).toMatchObject({ mailedLinks: "clear" });
  });

  it("finishes two sign-ins that it started at once", async () => {
    const first = await returning({ email: gmail() });
    const second = await returning({ email: gmail() }, { caller: first.caller });
    const { request } = second.caller;
    expect(await outcomeOf(finish(second))).toBe("ok");
    expect(await outcomeOf(finish({ ...first, caller: { ...first.caller, request } }))).toBe("ok");
  });

  it("is sent on to the page that it started from", async () => {
    const next = "/org/acme/members?search=a";
    expect((await finish(await returning({ email: gmail() }, { next }))).next).toBe(next);
    expect((await finish(await returning({ email: gmail() }, { next: `/${"a".repeat(600)}` }))).next).toBeNull();
  });
});
