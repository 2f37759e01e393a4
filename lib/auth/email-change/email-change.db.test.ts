import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { lockNames } from "@/lib/db/locks";
import { inSystemTransaction } from "@/lib/db/transaction";
import { recipientHash } from "@/lib/email/recipient-hash";
import { actorOf, anonymous, callerOf, createPerson, PASSWORD, uniqueEmail } from "@/tests/factories/callers";
import { mailedToken, queuedMails } from "@/tests/factories/mail";
import { outcomeOf } from "@/tests/factories/outcome";
import { changePassword } from "../password-change/change-password";
import { forgotPassword } from "../password-reset/forgot-password";
import { resetPassword } from "../password-reset/reset-password";
import { createSession } from "../sessions/create-session";
import { endOtherSessions } from "../sessions/end-other-sessions";
import { closeSession, revokeAccess } from "../sessions/close-sessions";
import { resolveSession } from "../sessions/resolve-session";
import { signIn } from "../sign-in/sign-in";
import { signUp } from "../sign-up/sign-up";
import { verifyEmail } from "../sign-up/verify-email";
import { cancelEmailChange } from "./cancel-email-change";
import { confirmEmailChange, inspectEmailChange } from "./confirm-email-change";
import { getEmailChange } from "./get-email-change";
import { requestEmailChange } from "./request-email-change";

const NEW_PASSWORD = "something new and long";

async function somebody() {
  const person = await createPerson();
  const caller = async () => callerOf(await actorOf(person.session.token));
  const ask = async (new_email: string, current_password = PASSWORD) =>
    requestEmailChange(await caller(), { new_email, current_password });
  return { ...person, caller, ask };
}

/** A user who has requested a change of address, with the link that was mailed to the new address. */
async function waiting() {
  const person = await somebody();
  const newEmail = uniqueEmail("new");
  await person.ask(newEmail);
  return { ...person, newEmail, token: await mailedToken(newEmail) };
}

const addressOf = (id: string) =>
  inSystemTransaction(async (db) => (await db.user.findUniqueOrThrow({ where: { id }, select: { email: true } })).email);
const kindsTo = async (email: string) => (await queuedMails(email)).map(({ kind }) => kind);
const entries = (action: string, entityId: string) =>
  inSystemTransaction((db) =>
    db.auditEntry.findMany({
      where: { action, entityId },
      select: { outcome: true, before: true, after: true, userId: true },
    }),
  );

describe("a request to change the email address", () => {
  it("mails a link to the new address and a notice to the old one, changes nothing yet, and is audited once", async () => {
    const { user, newEmail, token } = await waiting();
    expect(await addressOf(user.id)).toBe(user.email);
    expect(await kindsTo(newEmail)).toEqual(["email-change"]);
    expect(await kindsTo(user.email)).toEqual(["email-change-asked"]);
    expect((await queuedMails(newEmail))[0]?.text).toContain(`/account/email/confirm?token=${token}`);
    expect((await queuedMails(user.email))[0]?.text).not.toContain(newEmail);
    expect(await entries("auth.request-email-change", user.id)).toEqual([
      { outcome: "ok", before: null, after: null, userId: user.id },
    ]);
  });

  it("is refused with a wrong password, mails nothing, and the refusal is audited", async () => {
    const { user, ask } = await somebody();
    const newEmail = uniqueEmail();
    await expect(ask(newEmail, "not my password")).rejects.toMatchObject({
      code: "INVALID_CREDENTIALS",
      fields: { current_password: expect.any(String) as string },
    });
    expect([await kindsTo(newEmail), await kindsTo(user.email)]).toEqual([[], []]);
    expect((await entries("auth.request-email-change", user.id)).map(({ outcome }) => outcome)).toEqual([
      "INVALID_CREDENTIALS",
    ]);
  });

  it("is refused with an invalid address, the user's own address or unknown fields, and without a session", async () => {
    const { user, ask, caller } = await somebody();
    expect(await outcomeOf(ask("nobody"))).toBe("VALIDATION_ERROR");
    expect(await outcomeOf(ask(` ${user.email.toUpperCase()} `))).toBe("VALIDATION_ERROR");
    const input = { new_email: uniqueEmail(), current_password: PASSWORD };
    expect(await outcomeOf(requestEmailChange(await caller(), { ...input, user_id: user.id }))).toBe("VALIDATION_ERROR");
    expect(await outcomeOf(requestEmailChange(anonymous(), input))).toBe("UNAUTHORIZED");
    expect(await getEmailChange(await caller(), {})).toEqual({ pending: null });
  });

  it("does not reveal whether the new address has an account, and notifies that account's owner", async () => {
    const { user: owner } = await createPerson();
    const counts: number[] = [];
    const answers: unknown[] = [];
    for (const address of [owner.email, uniqueEmail()]) {
      const { ask, caller, user } = await somebody();
      const rows = () => inSystemTransaction((db) => db.outboxMail.count());
      const before = await rows();
      const answer = await ask(address);
      counts.push((await rows()) - before);
      const { pending } = await getEmailChange(await caller(), {});
      expect(pending?.new_email).toBe(address);
      answers.push([answer, Object.keys(pending ?? {}), await kindsTo(user.email)]);
    }
    expect(counts).toEqual([2, 2]);
    expect(answers[0]).toEqual(answers[1]);
    expect(await kindsTo(owner.email)).toEqual(["email-taken"]);
    expect((await queuedMails(owner.email))[0]?.text).not.toContain("token=");
  });

  it("returns the same result and shows the change as pending, even if the recipient's limit drops the mail", async () => {
    const newEmail = uniqueEmail();
    for (let i = 0; i < 11; i += 1) {
      const { ask, caller } = await somebody();
      expect(await ask(newEmail)).toEqual({});
      expect((await getEmailChange(await caller(), {})).pending?.new_email).toBe(newEmail);
    }
    expect(await kindsTo(newEmail)).toHaveLength(7);
  });

  it("can be canceled, even twice, and each cancellation is audited", async () => {
    const { user, caller, token } = await waiting();
    await cancelEmailChange(await caller(), {});
    await cancelEmailChange(await caller(), {});
    expect(await getEmailChange(await caller(), {})).toEqual({ pending: null });
    expect(await outcomeOf(confirmEmailChange(await caller(), { token }))).toBe("INVALID_LINK");
    expect((await entries("auth.cancel-email-change", user.id)).map(({ outcome }) => outcome)).toEqual(["ok", "ok"]);
  });

  it("does not deadlock when two users request each other's address", async () => {
    const [one, two] = [await somebody(), await somebody()];
    for (let round = 0; round < 5; round += 1) {
      expect(await Promise.all([outcomeOf(one.ask(two.user.email)), outcomeOf(two.ask(one.user.email))])).toEqual([
        "ok",
        "ok",
      ]);
    }
  });
});

describe("the confirmation of a new email address", () => {
  it("moves the account and its sign-in to the new address, notifies the old one, and is audited once, without email addresses", async () => {
    const { user, caller, newEmail, token } = await waiting();
    await confirmEmailChange(await caller(), { token });
    expect(await addressOf(user.id)).toBe(newEmail);
    await signIn(anonymous(), { email: newEmail, password: PASSWORD });
    expect(await outcomeOf(signIn(anonymous(), { email: user.email, password: PASSWORD }))).toBe("INVALID_CREDENTIALS");
    expect(await kindsTo(user.email)).toEqual(["email-change-asked", "email-changed"]);
    expect((await queuedMails(user.email)).at(-1)?.text).not.toContain(newEmail);
    expect(await entries("auth.confirm-email-change", user.id)).toEqual([
      { outcome: "ok", before: null, after: null, userId: user.id },
    ]);
  });

  it("neither accepts nor revives a session that ended while the request was in progress", async () => {
    const { user, session, caller, newEmail, token } = await waiting();
    const recent = await caller();
    await inSystemTransaction(
      (db) => db.$executeRaw`UPDATE sessions SET proved_at = now() - interval '1 day' WHERE id = ${session.id}::uuid`,
    );
    const old = await caller();
    await inSystemTransaction((db) => closeSession(db, user.id, session.id));
    expect(await outcomeOf(confirmEmailChange(recent, { token }))).toBe("PASSWORD_REQUIRED");
    expect(await addressOf(user.id)).toBe(user.email);
    expect((await confirmEmailChange(old, { token, password: PASSWORD })).session).toBeNull();
    expect(await addressOf(user.id)).toBe(newEmail);
  });

  it("ends every session, and gives the confirming browser a new one", async () => {
    const { user, session, caller, token } = await waiting();
    const other = await inSystemTransaction(async (db) => createSession(db, user.id, (await caller()).request));
    const confirmed = await confirmEmailChange(await caller(), { token });
    for (const { token: old } of [session, other]) expect(await resolveSession(old, null)).toBeNull();
    expect(await resolveSession(confirmed.session?.token ?? "", null)).toMatchObject({ user: { id: user.id } });
  });

  it("gives the new session the proof of the old one, unless the password was entered", async () => {
    const prove = (id: string, ago: string) =>
      inSystemTransaction(
        (db) =>
          db.$executeRaw`UPDATE sessions SET proof_method = 'google', proved_at = now() - ${ago}::interval WHERE id = ${id}::uuid`,
      );
    const proofAfter = async (ago: string, password?: string) => {
      const { session, caller, token } = await waiting();
      await prove(session.id, ago);
      const confirmed = await confirmEmailChange(await caller(), { token, ...(password && { password }) });
      return (await actorOf(confirmed.session?.token ?? "")).credential.proof;
    };
    const kept = await proofAfter("10 minutes");
    expect([kept.method, Math.round(kept.secondsAgo / 60)]).toEqual(["google", 10]);
    const entered = await proofAfter("20 minutes", PASSWORD);
    expect([entered.method, Math.round(entered.secondsAgo / 60)]).toEqual(["password", 0]);
  });

  it("requires the password if no one or another user is signed in, and creates no session in that browser", async () => {
    const { user, session, newEmail, token } = await waiting();
    const stranger = await somebody();
    for (const caller of [anonymous(), await stranger.caller()]) {
      expect(await outcomeOf(confirmEmailChange(caller, { token }))).toBe("PASSWORD_REQUIRED");
      expect(await outcomeOf(confirmEmailChange(caller, { token, password: "a guess at the gate" }))).toBe(
        "INVALID_CREDENTIALS",
      );
    }
    expect(await addressOf(user.id)).toBe(user.email);
    const confirmed = await confirmEmailChange(await stranger.caller(), { token, password: PASSWORD });
    expect(confirmed.session).toBeNull();
    expect(await addressOf(user.id)).toBe(newEmail);
    expect(await resolveSession(session.token, null)).toBeNull();
    expect(await resolveSession(stranger.session.token, null)).not.toBeNull();
    expect((await entries("auth.confirm-email-change", user.id)).map(({ outcome }) => outcome).sort()).toEqual([
      "INVALID_CREDENTIALS",
      "INVALID_CREDENTIALS",
      "ok",
    ]);
  });

  it("reports the new address, a sign-in as another user and the need for a password, without consuming the link", async () => {
    const { caller, newEmail, token } = await waiting();
    const stranger = await somebody();
    for (let look = 0; look < 3; look += 1) {
      expect(await inspectEmailChange(anonymous(), { token })).toEqual({
        newEmail,
        isForAnother: false,
        needsPassword: true,
      });
      expect(await inspectEmailChange(await stranger.caller(), { token })).toEqual({
        newEmail,
        isForAnother: true,
        needsPassword: true,
      });
      expect(await inspectEmailChange(await caller(), { token })).toEqual({
        newEmail,
        isForAnother: false,
        needsPassword: false,
      });
    }
    await confirmEmailChange(await caller(), { token });
    expect(await outcomeOf(inspectEmailChange(anonymous(), { token }))).toBe("INVALID_LINK");
  });

  it("requires the password if the session's proof is too old, and keeps the browser signed in", async () => {
    const { user, session, caller, newEmail, token } = await waiting();
    await inSystemTransaction(
      (db) => db.$executeRaw`UPDATE sessions SET proved_at = now() - interval '16 minutes' WHERE id = ${session.id}::uuid`,
    );
    expect(await inspectEmailChange(await caller(), { token })).toEqual({
      newEmail,
      isForAnother: false,
      needsPassword: true,
    });
    expect(await outcomeOf(confirmEmailChange(await caller(), { token }))).toBe("PASSWORD_REQUIRED");
    expect(await outcomeOf(confirmEmailChange(await caller(), { token, password: "a guess at the gate" }))).toBe(
      "INVALID_CREDENTIALS",
    );
    const confirmed = await confirmEmailChange(await caller(), { token, password: PASSWORD });
    expect(await resolveSession(confirmed.session?.token ?? "", null)).toMatchObject({ user: { id: user.id } });
  });

  it("refuses a used, replaced, expired or malformed link", async () => {
    const { user, ask, token: replaced } = await waiting();
    const newest = uniqueEmail();
    await ask(newest);
    const token = await mailedToken(newest);
    const confirm = (each: string) => outcomeOf(confirmEmailChange(anonymous(), { token: each, password: PASSWORD }));
    expect(await confirm(replaced)).toBe("INVALID_LINK");
    expect(await confirm("x")).toBe("INVALID_LINK");
    const move = (ms: number) =>
      inSystemTransaction((db) =>
        db.emailChange.update({ where: { userId: user.id }, data: { expiresAt: new Date(Date.now() + ms) } }),
      );
    await move(-1);
    expect(await confirm(token)).toBe("INVALID_LINK");
    await move(60_000);
    expect(await confirm(token)).toBe("ok");
    expect(await confirm(token)).toBe("INVALID_LINK");
  });

  it("succeeds only once, even with 10 simultaneous clicks", async () => {
    const { user, caller, token } = await waiting();
    const clicking = await caller();
    const clicks = await Promise.all(Array.from({ length: 10 }, () => outcomeOf(confirmEmailChange(clicking, { token }))));
    expect(clicks.filter((code) => code === "ok")).toHaveLength(1);
    expect(new Set(clicks)).toEqual(new Set(["ok", "INVALID_LINK"]));
    expect(await entries("auth.confirm-email-change", user.id)).toHaveLength(1);
    const alive = await inSystemTransaction((db) => db.session.count({ where: { userId: user.id, endedAt: null } }));
    expect(alive).toBe(1);
  });
});

describe("a new email address that someone else takes before the confirmation", () => {
  it("stays with its new owner, and the link is refused like an expired one", async () => {
    const { user, caller, newEmail, token } = await waiting();
    await createPerson({ email: newEmail });
    expect(await outcomeOf(confirmEmailChange(await caller(), { token }))).toBe("INVALID_LINK");
    expect(await addressOf(user.id)).toBe(user.email);
    expect((await getEmailChange(await caller(), {})).pending?.new_email).toBe(newEmail);
  });

  it("is assigned to only one of two users who confirm at the same time", async () => {
    for (let round = 0; round < 5; round += 1) {
      const newEmail = uniqueEmail();
      const people = [await somebody(), await somebody()];
      const links: { token: string; caller: Awaited<ReturnType<(typeof people)[0]["caller"]>> }[] = [];
      for (const { ask, caller } of people) {
        await ask(newEmail);
        links.push({ token: await mailedToken(newEmail), caller: await caller() });
      }
      const codes = await Promise.all(links.map(({ token, caller }) => outcomeOf(confirmEmailChange(caller, { token }))));
      expect(codes.sort()).toEqual(["INVALID_LINK", "ok"]);
    }
  });

  it("is assigned to the changed account or to a concurrently verified sign-up, and no pending sign-up remains", async () => {
    for (let round = 0; round < 5; round += 1) {
      const { user, caller, newEmail, token } = await waiting();
      const { flow } = await signUp(anonymous(), { email: newEmail, password: NEW_PASSWORD, name: "Grace" });
      const verification = await mailedToken(newEmail);
      const [moved, verified] = await Promise.all([
        outcomeOf(confirmEmailChange(await caller(), { token })),
        outcomeOf(verifyEmail(anonymous({ signUpFlow: flow }), { token: verification })),
      ]);
      expect([moved, verified].sort()).toEqual(["INVALID_LINK", "ok"]);
      expect(await addressOf(user.id)).toBe(moved === "ok" ? newEmail : user.email);
      expect(await inSystemTransaction((db) => db.signUp.count({ where: { email: newEmail } }))).toBe(0);
    }
  });
});

describe("a pending change of email address", () => {
  it("is canceled when the password is changed or reset", async () => {
    const changed = await waiting();
    await changePassword(await changed.caller(), { current_password: PASSWORD, new_password: NEW_PASSWORD });
    const reset = await waiting();
    await forgotPassword(anonymous(), { email: reset.user.email });
    await resetPassword(anonymous(), { token: await mailedToken(reset.user.email), new_password: NEW_PASSWORD });
    for (const { token } of [changed, reset]) {
      expect(await outcomeOf(confirmEmailChange(anonymous(), { token, password: NEW_PASSWORD }))).toBe("INVALID_LINK");
    }
  });

  it("cannot be confirmed while the user is suspended, and is canceled when all their sessions are ended", async () => {
    const { user, token } = await waiting();
    const suspend = (suspendedAt: Date | null) =>
      inSystemTransaction((db) => db.user.update({ where: { id: user.id }, data: { suspendedAt } }));
    const confirm = () => outcomeOf(confirmEmailChange(anonymous(), { token, password: PASSWORD }));
    await suspend(new Date());
    expect(await confirm()).toBe("INVALID_LINK");
    await inSystemTransaction((db) => revokeAccess(db, user.id));
    await suspend(null);
    expect(await confirm()).toBe("INVALID_LINK");
    expect(await addressOf(user.id)).toBe(user.email);
  });

  it("remains valid when only the other sessions are ended", async () => {
    const { caller, token } = await waiting();
    await endOtherSessions(await caller(), {});
    expect(await outcomeOf(confirmEmailChange(await caller(), { token }))).toBe("ok");
  });
});

describe("the old email address, after a confirmed change,", () => {
  it("has no valid reset link, and its accepted invitations move to the new address", async () => {
    const { user, caller, organization, newEmail, token } = await waiting();
    await forgotPassword(anonymous(), { email: user.email });
    const reset = await mailedToken(user.email);
    const invitation = {
      organizationId: organization.id,
      email: user.email,
      role: "member",
      tokenHash: crypto.getRandomValues(new Uint8Array(32)),
    } as const;
    await inSystemTransaction((db) =>
      db.invitation.create({ data: { ...invitation, acceptedAt: new Date(), expiresAt: new Date() } }),
    );
    await confirmEmailChange(await caller(), { token });
    expect(await outcomeOf(resetPassword(anonymous(), { token: reset, new_password: NEW_PASSWORD }))).toBe("INVALID_LINK");
    const rows = await inSystemTransaction((db) =>
      db.invitation.findMany({ where: { organizationId: organization.id }, select: { email: true } }),
    );
    expect(rows).toEqual([{ email: newEmail }]);
  });

  it("is no longer stored in invitations to an organization that the user has left", async () => {
    const { user, caller, token } = await waiting();
    const { organization } = await createPerson();
    const invitation = {
      organizationId: organization.id,
      email: user.email,
      role: "member",
      tokenHash: crypto.getRandomValues(new Uint8Array(32)),
    } as const;
    await inSystemTransaction((db) =>
      db.invitation.create({ data: { ...invitation, acceptedAt: new Date(), expiresAt: new Date() } }),
    );
    await confirmEmailChange(await caller(), { token });
    expect(await inSystemTransaction((db) => db.invitation.count({ where: { organizationId: organization.id } }))).toBe(0);
  });

  it("opens no session that stays alive, even by a sign-in concurrent with the confirmation", async () => {
    for (let round = 0; round < 10; round += 1) {
      const { user, caller, token } = await waiting();
      const confirming = await caller();
      const [, signedIn] = await Promise.allSettled([
        confirmEmailChange(confirming, { token }),
        signIn(anonymous(), { email: user.email, password: PASSWORD }),
      ]);
      expect(await addressOf(user.id)).not.toBe(user.email);
      if (signedIn.status === "fulfilled") expect(await resolveSession(signedIn.value.session.token, null)).toBeNull();
    }
  });

  it("gets no valid reset link, even if one is requested while the account moves", async () => {
    const { user, caller, token } = await waiting();
    const confirming = await caller();
    // Delays the reset request after it has found the account and before it stores the link.
    let started: Promise<string[]> = Promise.resolve([]);
    await inSystemTransaction(async (db) => {
      await lockNames(db, "mailbox", Buffer.from(recipientHash(user.email)).toString("hex"));
      const link = outcomeOf(forgotPassword(anonymous(), { email: user.email }));
      await sleep(300);
      started = Promise.all([link, outcomeOf(confirmEmailChange(confirming, { token }))]);
      await sleep(300);
    });
    expect(await started).toEqual(["ok", "ok"]);
    expect(await inSystemTransaction((db) => db.passwordReset.count({ where: { userId: user.id } }))).toBe(0);
  });
});
