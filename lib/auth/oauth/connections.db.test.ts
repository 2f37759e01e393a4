import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { resolveApiKey } from "@/lib/api-keys/resolve-api-key";
import { inSystemTransaction } from "@/lib/db/transaction";
import type { FakeAccount } from "@/scripts/fake-google/consent-page";
import { insertApiKey } from "@/tests/factories/api-keys";
import { actorOf, anonymous, callerOf, createPerson, PASSWORD, uniqueEmail } from "@/tests/factories/callers";
import { gmail, google, returning, startGoogle, type Callback } from "@/tests/factories/google";
import { forgetCounts } from "@/tests/factories/limits";
import { fillMailbox, mailedToken, queuedMails } from "@/tests/factories/mail";
import { outcomeOf } from "@/tests/factories/outcome";
import { deleteAccount } from "@/lib/users/delete-account";
import { confirmEmailChange } from "../email-change/confirm-email-change";
import { requestEmailChange } from "../email-change/request-email-change";
import { forgotPassword } from "../password-reset/forgot-password";
import { resetPassword } from "../password-reset/reset-password";
import { confirmPassword } from "../sessions/confirm-password";
import { resolveSession } from "../sessions/resolve-session";
import { signIn } from "../sign-in/sign-in";
import { confirmIdentity } from "./confirm-identity";
import { linkIdentity } from "./link-identity";
import { listConnections } from "./list-connections";
import { signInWithProvider } from "./sign-in-with-provider";
import { startConfirmation, startLink } from "./start-flow";
import { unlinkIdentity } from "./unlink-identity";

beforeAll(startGoogle);
afterAll(() => google.stop());
beforeEach(() => {
  forgetCounts();
  google.lie = null;
});

const NEW = "a first password of their own";
const PROVIDER = { provider: "google" };

async function person(email = uniqueEmail()) {
  const { user, session, organization } = await createPerson({ email });
  return { user, session, organization, caller: async () => callerOf(await actorOf(session.token)) };
}

async function comingByGoogle(account: FakeAccount) {
  const { caller, input } = await returning(account);
  const { user, session } = await signInWithProvider(caller, input);
  return { account, user, session, caller: async () => callerOf(await actorOf(session.token)) };
}

/** A user who signed up with Google and has no password. */
const googler = () => comingByGoogle({ email: gmail() });

type Someone = Pick<Awaited<ReturnType<typeof googler>>, "caller">;

const linking = async ({ caller }: Someone, account: FakeAccount) =>
  returning(account, { caller: await caller(), start: startLink });
const link = ({ caller, input }: Callback) => outcomeOf(linkIdentity(caller, input));
const identitiesOf = ({ user }: { user: { id: string } }) =>
  inSystemTransaction((db) => db.identity.findMany({ where: { userId: user.id } }));
const confirmationsOf = async (someone: { user: { id: string } }) =>
  Object.fromEntries((await identitiesOf(someone)).map(({ provider, isConfirmed }) => [provider, isConfirmed]));
const auditOf = ({ caller }: { caller: { request: { requestId: string } } }) =>
  inSystemTransaction((db) =>
    db.auditEntry.findMany({ where: { requestId: caller.request.requestId }, select: { action: true, outcome: true } }),
  );
/** The session as if its user had signed in with Google just now. */
const cameByGoogle = ({ session }: { session: { id: string } }) =>
  inSystemTransaction((db) => db.session.update({ where: { id: session.id }, data: { proofMethod: "google" } }));
const age = ({ session }: { session: { id: string } }) =>
  inSystemTransaction(
    (db) => db.$executeRaw`UPDATE sessions SET proved_at = now() - interval '1 hour' WHERE id = ${session.id}::uuid`,
  );

describe("linking", () => {
  it("links an identity of any address, is audited, and its owner gets a notice", async () => {
    const ada = await person();
    const account = { email: gmail() };
    const callback = await linking(ada, account);
    expect(await link(callback)).toBe("ok");
    expect(await identitiesOf(ada)).toMatchObject([{ email: account.email, isConfirmed: true }]);
    expect(await auditOf(callback)).toEqual([{ action: "auth.link-identity", outcome: "ok" }]);
    expect((await queuedMails(ada.user.email)).map(({ kind }) => kind)).toEqual(["identity-linked"]);
    const { caller, input } = await returning(account);
    expect((await signInWithProvider(caller, input)).user.id).toBe(ada.user.id);
  });

  it("is refused to another user than the one who started, and to a visitor who is signed out", async () => {
    const [ada, mallory] = [await person(), await person()];
    const callback = await linking(ada, { email: gmail() });
    const { oauthFlow } = callback.caller.request;
    const others = [callerOf(await actorOf(mallory.session.token), { oauthFlow }), anonymous({ oauthFlow })];
    const outcomes = await Promise.all(others.map((caller) => outcomeOf(linkIdentity(caller, callback.input))));
    expect(outcomes).toEqual(["OAUTH_INVALID_STATE", "UNAUTHORIZED"]);
    expect([await identitiesOf(ada), await identitiesOf(mallory)]).toEqual([[], []]);
  });

  it("is refused with the state of a sign-in, and a sign-in with the state of a link", async () => {
    const ada = await person();
    const signingIn = await returning({ email: gmail() }, { caller: await ada.caller() });
    expect(await link(signingIn)).toBe("OAUTH_INVALID_STATE");
    const { caller, input } = await linking(ada, { email: gmail() });
    expect(await outcomeOf(signInWithProvider(caller, input))).toBe("OAUTH_INVALID_STATE");
    expect(await identitiesOf(ada)).toEqual([]);
  });

  it("is refused for an unverified address, an identity of another user, and a second identity", async () => {
    const [ada, grace] = [await person(), await person()];
    const [first, second] = [{ email: gmail() }, { email: gmail() }];
    expect(await link(await linking(ada, { email: gmail(), email_verified: false }))).toBe("OAUTH_EMAIL_UNVERIFIED");
    expect(await link(await linking(ada, first))).toBe("ok");
    expect(await link(await linking(ada, first))).toBe("ok");
    expect(await link(await linking(grace, first))).toBe("OAUTH_IN_USE");
    expect(await link(await linking(ada, second))).toBe("OAUTH_LINKED_ALREADY");
    expect([(await identitiesOf(ada)).length, (await identitiesOf(grace)).length]).toEqual([1, 0]);
  });

  it("needs the password of a user who has one: a recent sign-in with Google does not start it, nor unlinking", async () => {
    const ada = await person();
    await link(await linking(ada, { email: gmail() }));
    await cameByGoogle(ada);
    expect(await outcomeOf(startLink(await ada.caller(), PROVIDER))).toBe("RECENT_PROOF_REQUIRED");
    expect(await outcomeOf(unlinkIdentity(await ada.caller(), PROVIDER))).toBe("RECENT_PROOF_REQUIRED");
    const { session } = await confirmPassword(await ada.caller(), { current_password: PASSWORD });
    const caller = async () => callerOf(await actorOf(session.token));
    expect(await outcomeOf(startLink(await caller(), PROVIDER))).toBe("ok");
    expect(await outcomeOf(unlinkIdentity(await caller(), PROVIDER))).toBe("ok");
  });

  it("is mailed to the owner even if an intruder used up the limits of their mail before", async () => {
    const ada = await person();
    await fillMailbox(ada.user.email, "password-failures");
    expect(await link(await linking(ada, { email: gmail() }))).toBe("ok");
    expect((await queuedMails(ada.user.email)).map(({ kind }) => kind)).toEqual(["identity-linked"]);
  });

  it("is refused to two users who each link the other's identity at once, and neither waits for the other", async () => {
    const people = [await person(), await person()] as const;
    const accounts = [{ email: gmail() }, { email: gmail() }] as const;
    await link(await linking(people[0], accounts[0]));
    await link(await linking(people[1], accounts[1]));
    for (let round = 0; round < 4; round += 1) {
      const crossed = [await linking(people[0], accounts[1]), await linking(people[1], accounts[0])];
      expect(await Promise.all(crossed.map(link))).toEqual(["OAUTH_IN_USE", "OAUTH_IN_USE"]);
    }
  });

  it("leaves the new identity unconfirmed if the user has only unconfirmed ones, and the mailbox's next owner removes them all", async () => {
    const earlier = { email: uniqueEmail() };
    const mo = await comingByGoogle(earlier);
    // The same user with another provider, by which they came first.
    await inSystemTransaction((db) =>
      db.identity.updateMany({ where: { userId: mo.user.id }, data: { provider: "other" } }),
    );
    const linked = { email: gmail() };
    expect(await link(await linking(mo, linked))).toBe("ok");
    expect(await confirmationsOf(mo)).toEqual({ google: false, other: false });
    const { caller, input } = await returning({ ...earlier, sub: crypto.randomUUID(), hd: "example.com" });
    expect((await signInWithProvider(caller, input)).user.id).toBe(mo.user.id);
    expect(await confirmationsOf(mo)).toEqual({ google: true });
    expect((await identitiesOf(mo))[0]?.email).toBe(earlier.email);
    const again = await returning(linked);
    expect((await signInWithProvider(again.caller, again.input)).isNew).toBe(true);
  });

  it("confirms the new identity if the user has a confirmed one", async () => {
    const mo = await googler();
    await inSystemTransaction((db) =>
      db.identity.updateMany({ where: { userId: mo.user.id }, data: { provider: "other" } }),
    );
    expect(await link(await linking(mo, { email: uniqueEmail() }))).toBe("ok");
    expect(await confirmationsOf(mo)).toEqual({ google: true, other: true });
  });

  it("gives one identity to one of two users who link it at once", async () => {
    const people = [await person(), await person()];
    const account = { email: gmail() };
    const callbacks = await Promise.all(people.map((someone) => linking(someone, account)));
    const outcomes = await Promise.all(callbacks.map(link));
    expect(outcomes.sort()).toEqual(["OAUTH_IN_USE", "ok"]);
    const all = await Promise.all(people.map(identitiesOf));
    expect(all.flat()).toHaveLength(1);
  });
});

describe("unlinking", () => {
  it("removes the identity, is audited, and the owner gets a notice", async () => {
    const ada = await person();
    const account = { email: gmail() };
    await link(await linking(ada, account));
    const caller = await ada.caller();
    expect(await outcomeOf(unlinkIdentity(caller, PROVIDER))).toBe("ok");
    expect(await identitiesOf(ada)).toEqual([]);
    expect(await auditOf({ caller })).toEqual([{ action: "auth.unlink-identity", outcome: "ok" }]);
    expect((await queuedMails(ada.user.email)).map(({ kind }) => kind)).toEqual(["identity-linked", "identity-unlinked"]);
    expect(await outcomeOf(unlinkIdentity(await ada.caller(), PROVIDER))).toBe("NOT_FOUND");
  });

  it("ends the user's other sessions and personal API keys, because somebody may have signed in with the identity", async () => {
    const ada = await person();
    const { key } = await insertApiKey({ organizationId: ada.organization.id, userId: ada.user.id });
    const account = { email: gmail() };
    await link(await linking(ada, account));
    const { caller, input } = await returning(account);
    const intruder = await signInWithProvider(caller, input);
    expect(intruder.user.id).toBe(ada.user.id);
    expect(await resolveApiKey(key, null)).not.toBeNull();
    expect(await outcomeOf(unlinkIdentity(await ada.caller(), PROVIDER))).toBe("ok");
    expect([await resolveSession(intruder.session.token, null), await resolveApiKey(key, null)]).toEqual([null, null]);
    expect(await resolveSession(ada.session.token, null)).not.toBeNull();
  });

  describe("of an address for which Google is the authority", () => {
    const unlinked = async () => {
      const ada = await person(gmail());
      const account = { email: ada.user.email };
      await comingByGoogle(account);
      expect(await outcomeOf(unlinkIdentity(await ada.caller(), PROVIDER))).toBe("ok");
      return { ...ada, account };
    };
    const enter = async ({ account }: { account: FakeAccount }) => {
      const { caller, input } = await returning(account);
      return outcomeOf(signInWithProvider(caller, input));
    };

    it("lasts: the next sign-in with Google does not link it again, until the user does", async () => {
      const ada = await unlinked();
      expect(await enter(ada)).toBe("OAUTH_LINK_REQUIRED");
      expect(await identitiesOf(ada)).toEqual([]);
      expect(await link(await linking(ada, ada.account))).toBe("ok");
      expect(await enter(ada)).toBe("ok");
      await inSystemTransaction((db) => db.identity.deleteMany({ where: { userId: ada.user.id } }));
      expect(await enter(ada)).toBe("ok");
    });

    it("lasts after a reset, which unlinks it, too", async () => {
      const ada = await person(gmail());
      const account = { email: ada.user.email };
      await comingByGoogle(account);
      await forgotPassword(anonymous(), { email: ada.user.email });
      await resetPassword(anonymous(), { token: await mailedToken(ada.user.email), new_password: NEW });
      expect(await enter({ account })).toBe("OAUTH_LINK_REQUIRED");
      expect(await identitiesOf(ada)).toEqual([]);
    });

    it("does not follow from a reset that unlinked nothing", async () => {
      const ada = await person(gmail());
      await forgotPassword(anonymous(), { email: ada.user.email });
      await resetPassword(anonymous(), { token: await mailedToken(ada.user.email), new_password: NEW });
      expect(await enter({ account: { email: ada.user.email } })).toBe("ok");
    });

    it("lasts if a sign-in waits for it", async () => {
      const ada = await person(gmail());
      const account = { email: ada.user.email };
      await comingByGoogle(account);
      const [caller, callback] = [await ada.caller(), await returning(account)];
      const outcomes = await inSystemTransaction(async (db) => {
        await db.$queryRaw`SELECT 1 FROM users WHERE id = ${ada.user.id}::uuid FOR UPDATE`;
        const unlinking = outcomeOf(unlinkIdentity(caller, PROVIDER));
        await sleep(300);
        const entering = outcomeOf(signInWithProvider(callback.caller, callback.input));
        await sleep(300);
        return { unlinking, entering };
      });
      expect([await outcomes.unlinking, await outcomes.entering]).toEqual(["ok", "OAUTH_LINK_REQUIRED"]);
      expect(await identitiesOf(ada)).toEqual([]);
    });
  });

  it("cancels a change of address that is not confirmed", async () => {
    const ada = await person();
    await link(await linking(ada, { email: gmail() }));
    const new_email = uniqueEmail();
    await requestEmailChange(await ada.caller(), { new_email, current_password: PASSWORD });
    const token = await mailedToken(new_email);
    expect(await outcomeOf(unlinkIdentity(await ada.caller(), PROVIDER))).toBe("ok");
    expect(await outcomeOf(confirmEmailChange(await ada.caller(), { token }))).toBe("INVALID_LINK");
  });

  it("happens when the owner of the mailbox resets the password, no matter who linked the identity, and is audited", async () => {
    const ada = await person();
    const account = { email: gmail(), sub: crypto.randomUUID() };
    await link(await linking(ada, account));
    await forgotPassword(anonymous(), { email: ada.user.email });
    const caller = anonymous();
    await resetPassword(caller, { token: await mailedToken(ada.user.email), new_password: NEW });
    expect(await identitiesOf(ada)).toEqual([]);
    const entries = await inSystemTransaction((db) =>
      db.auditEntry.findMany({ where: { requestId: caller.request.requestId }, orderBy: { action: "asc" } }),
    );
    expect(entries).toMatchObject([
      {
        action: "auth.unlink-identity",
        ...{ userId: ada.user.id, entityId: ada.user.id, actorKind: "anonymous", actorStanding: "public" },
        ...{ before: { provider: "google" }, after: { cause: "password_reset" } },
      },
      { action: "password.reset" },
    ]);
    expect(JSON.stringify(entries)).not.toContain(account.sub);
    expect((await queuedMails(ada.user.email)).map(({ kind }) => kind)).toContain("identity-unlinked");
  });

  it("happens at a reset in the owner's own browser, as the mail about an intruder's link says", async () => {
    const ada = await person();
    const intruder = await linking(ada, { email: gmail() });
    await link(intruder);
    await forgotPassword(anonymous(), { email: ada.user.email });
    await resetPassword(await ada.caller(), { token: await mailedToken(ada.user.email), new_password: NEW });
    expect(await identitiesOf(ada)).toEqual([]);
  });

  it("happens at a reset in a browser whose session ended after the page was opened", async () => {
    const mo = await googler();
    await forgotPassword(anonymous(), { email: mo.user.email });
    const caller = await mo.caller();
    await inSystemTransaction((db) => db.session.update({ where: { id: mo.session.id }, data: { endedAt: new Date() } }));
    await resetPassword(caller, { token: await mailedToken(mo.user.email), new_password: NEW });
    expect(await identitiesOf(mo)).toEqual([]);
  });

  it("is refused for the only way to sign in, and possible after a password is set", async () => {
    const mo = await googler();
    const caller = await mo.caller();
    expect(await outcomeOf(unlinkIdentity(caller, PROVIDER))).toBe("LAST_SIGN_IN_METHOD");
    expect(await auditOf({ caller })).toEqual([{ action: "auth.unlink-identity", outcome: "LAST_SIGN_IN_METHOD" }]);
    await forgotPassword(anonymous(), { email: mo.user.email });
    await resetPassword(await mo.caller(), { token: await mailedToken(mo.user.email), new_password: NEW });
    const { session } = await signIn(anonymous(), { email: mo.user.email, password: NEW });
    expect(await outcomeOf(unlinkIdentity(callerOf(await actorOf(session.token)), PROVIDER))).toBe("ok");
  });

  it("never leaves a user without a way to sign in, however a new password races with it", async () => {
    for (let round = 0; round < 6; round += 1) {
      const mo = await googler();
      await forgotPassword(anonymous(), { email: mo.user.email });
      const token = await mailedToken(mo.user.email);
      const caller = await mo.caller();
      await Promise.all([
        outcomeOf(resetPassword(anonymous(), { token, new_password: NEW })),
        outcomeOf(unlinkIdentity(caller, PROVIDER)),
      ]);
      const passwords = await inSystemTransaction((db) => db.passwordCredential.count({ where: { userId: mo.user.id } }));
      expect(passwords + (await identitiesOf(mo)).length).toBeGreaterThan(0);
    }
  });

  it("lets one of two concurrent unlinks succeed", async () => {
    const ada = await person();
    await link(await linking(ada, { email: gmail() }));
    const callers = [await ada.caller(), await ada.caller()];
    const outcomes = await Promise.all(callers.map((caller) => outcomeOf(unlinkIdentity(caller, PROVIDER))));
    expect(outcomes.sort()).toEqual(["NOT_FOUND", "ok"]);
  });
});

describe("the list of connections", () => {
  it("shows the user's own identities, and whether they have a password", async () => {
    const [ada, mo] = [await person(), await googler()];
    expect(await listConnections(await ada.caller(), {})).toEqual({ connections: [], hasPassword: true });
    expect(await listConnections(await mo.caller(), {})).toMatchObject({
      connections: [{ provider: "google", email: mo.user.email }],
      hasPassword: false,
    });
  });
});

describe("confirming with Google", () => {
  const confirming = async ({ caller }: Someone, account: FakeAccount) =>
    returning(account, { caller: await caller(), start: startConfirmation, next: "/account/delete" });

  it("replaces the session with one that has a recent proof", async () => {
    const mo = await googler();
    await age(mo);
    const { caller, input } = await confirming(mo, mo.account);
    const { session, next } = await confirmIdentity(caller, input);
    expect([next, await resolveSession(mo.session.token, null)]).toEqual(["/account/delete", null]);
    const { credential } = await actorOf(session.token);
    expect([credential.proof.method, credential.proof.secondsAgo < 60]).toEqual(["google", true]);
    expect(await auditOf({ caller })).toEqual([{ action: "auth.confirm-identity", outcome: "ok" }]);
  });

  it("asks Google when the user last signed in, with the parameters that it documents", async () => {
    const mo = await googler();
    const { authorization_url } = await startConfirmation(await mo.caller(), PROVIDER);
    const asked = new URL(authorization_url).searchParams;
    expect([asked.get("prompt"), asked.get("max_age")]).toEqual(["select_account", null]);
    expect(JSON.parse(asked.get("claims") ?? "")).toEqual({ id_token: { auth_time: { essential: true } } });
  });

  it("is refused with another Google account, and with a sign-in from before", async () => {
    const [mo, other] = [await googler(), await googler()];
    await age(mo);
    const foreign = await confirming(mo, other.account);
    expect(await outcomeOf(confirmIdentity(foreign.caller, foreign.input))).toBe("OAUTH_OTHER_ACCOUNT");
    google.lie = "an old sign-in";
    const old = await confirming(mo, mo.account);
    expect(await outcomeOf(confirmIdentity(old.caller, old.input))).toBe("OAUTH_NOT_RECENT");
    expect((await actorOf(mo.session.token)).credential.proof.secondsAgo).toBeGreaterThan(3_000);
  });

  it("is refused to a user with a password if Google does not say when they signed in, and is all that others can do", async () => {
    const ada = await person();
    const account = { email: gmail() };
    await link(await linking(ada, account));
    await age(ada);
    google.lie = "no time of sign-in";
    const { caller, input } = await confirming(ada, account);
    expect(await outcomeOf(confirmIdentity(caller, input))).toBe("OAUTH_NOT_RECENT");
    const mo = await googler();
    await age(mo);
    const own = await confirming(mo, mo.account);
    expect(await outcomeOf(confirmIdentity(own.caller, own.input))).toBe("ok");
  });

  it("does not revive a session that has ended meanwhile", async () => {
    const mo = await googler();
    const { caller, input } = await confirming(mo, mo.account);
    await inSystemTransaction((db) => db.session.update({ where: { id: mo.session.id }, data: { endedAt: new Date() } }));
    expect(await outcomeOf(confirmIdentity(caller, input))).toBe("UNAUTHORIZED");
  });
});

describe("a user without a password", () => {
  it("deletes the account after a recent sign-in, and nothing of it remains", async () => {
    const mo = await googler();
    const input = { confirm: mo.user.email };
    await age(mo);
    expect(await outcomeOf(deleteAccount(await mo.caller(), input))).toBe("RECENT_PROOF_REQUIRED");
    await inSystemTransaction(
      (db) => db.$executeRaw`UPDATE sessions SET proved_at = now() WHERE id = ${mo.session.id}::uuid`,
    );
    expect(await outcomeOf(deleteAccount(await mo.caller(), input))).toBe("ok");
    expect(await identitiesOf(mo)).toEqual([]);
    const { caller, input: again } = await returning(mo.account);
    expect((await signInWithProvider(caller, again)).isNew).toBe(true);
  });

  it("is the only one who may leave out the password", async () => {
    const ada = await person();
    const refused = deleteAccount(await ada.caller(), { confirm: ada.user.email });
    await expect(refused).rejects.toMatchObject({
      code: "VALIDATION_ERROR",
      fields: { current_password: expect.stringContaining("enter a password") as string },
    });
    expect(await outcomeOf(signIn(anonymous(), { email: ada.user.email, password: PASSWORD }))).toBe("ok");
  });
});
