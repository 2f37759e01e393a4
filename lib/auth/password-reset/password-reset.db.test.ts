import { describe, expect, it } from "vitest";
import { inSystemTransaction } from "@/lib/db/transaction";
import { actorOf, anonymous, callerOf, createPerson, PASSWORD, uniqueEmail } from "@/tests/factories/callers";
import { mailedToken, queuedMails } from "@/tests/factories/mail";
import { changePassword } from "../password-change/change-password";
import { resolveSession } from "../sessions/resolve-session";
import { signIn } from "../sign-in/sign-in";
import { forgotPassword } from "./forgot-password";
import { resetPassword } from "./reset-password";

const NEW_PASSWORD = "something new and long";

async function requestReset(email: string): Promise<string> {
  await forgotPassword(anonymous(), { email });
  return mailedToken(email);
}

describe("a password reset", () => {
  it("sets the new password, ends every session and notifies the owner", async () => {
    const { user, session } = await createPerson();
    const token = await requestReset(user.email);
    await resetPassword(anonymous(), { token, new_password: NEW_PASSWORD });
    expect(await resolveSession(session.token, null)).toBeNull();
    await signIn(anonymous(), { email: user.email, password: NEW_PASSWORD });
    await expect(signIn(anonymous(), { email: user.email, password: PASSWORD })).rejects.toMatchObject({
      code: "INVALID_CREDENTIALS",
    });
    expect((await queuedMails(user.email)).map((mail) => mail.kind)).toEqual(["password-reset", "password-changed"]);
  });

  it("succeeds for only one of 20 requests that redeem the link at the same time", async () => {
    const { user } = await createPerson();
    const token = await requestReset(user.email);
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, i) => resetPassword(anonymous(), { token, new_password: `${NEW_PASSWORD} ${i}` })),
    );
    const won = results.flatMap((result, i) => (result.status === "fulfilled" ? [i] : []));
    expect(won).toHaveLength(1);
    for (const result of results) {
      if (result.status === "rejected") expect(result.reason).toMatchObject({ code: "INVALID_LINK" });
    }
    await signIn(anonymous(), { email: user.email, password: `${NEW_PASSWORD} ${won[0] ?? ""}` });
  });

  it("refuses a used, replaced, expired or malformed link", async () => {
    const { user } = await createPerson();
    const replaced = await requestReset(user.email);
    const expired = await requestReset(user.email);
    const refused = { code: "INVALID_LINK" };
    await expect(resetPassword(anonymous(), { token: replaced, new_password: NEW_PASSWORD })).rejects.toMatchObject(refused);
    await inSystemTransaction((db) =>
      db.passwordReset.update({ where: { userId: user.id }, data: { expiresAt: new Date(Date.now() - 1) } }),
    );
    await expect(resetPassword(anonymous(), { token: expired, new_password: NEW_PASSWORD })).rejects.toMatchObject(refused);
    const used = await requestReset(user.email);
    await resetPassword(anonymous(), { token: used, new_password: NEW_PASSWORD });
    await expect(resetPassword(anonymous(), { token: used, new_password: PASSWORD })).rejects.toMatchObject(refused);
    await expect(resetPassword(anonymous(), { token: "x", new_password: PASSWORD })).rejects.toMatchObject(refused);
  });

  it("mails nothing to an address without an account, but is audited nevertheless", async () => {
    const email = uniqueEmail();
    const caller = anonymous();
    await forgotPassword(caller, { email });
    expect(await queuedMails(email)).toEqual([]);
    const entries = await inSystemTransaction((db) =>
      db.auditEntry.count({ where: { requestId: caller.request.requestId, action: "password.forgot" } }),
    );
    expect(entries).toBe(1);
  });

  it("mails at most three links an hour, with the same result beyond the limit", async () => {
    const { user } = await createPerson();
    for (let i = 0; i < 5; i += 1) await forgotPassword(anonymous(), { email: user.email });
    expect(await queuedMails(user.email)).toHaveLength(3);
  });

  it("changes nothing if the new password is refused", async () => {
    const { user, session } = await createPerson();
    const token = await requestReset(user.email);
    await expect(resetPassword(anonymous(), { token, new_password: "short" })).rejects.toMatchObject({
      code: "VALIDATION_ERROR",
      fields: { new_password: "Use at least 12 characters." },
    });
    expect(await resolveSession(session.token, null)).not.toBeNull();
    await resetPassword(anonymous(), { token, new_password: NEW_PASSWORD });
  });

  it("ends a session that the old password opened at the same moment", async () => {
    for (let round = 0; round < 10; round += 1) {
      const { user } = await createPerson();
      const token = await requestReset(user.email);
      const [signedIn] = await Promise.allSettled([
        signIn(anonymous(), { email: user.email, password: PASSWORD }),
        resetPassword(anonymous(), { token, new_password: NEW_PASSWORD }),
      ]);
      if (signedIn.status === "fulfilled") {
        expect(await resolveSession(signedIn.value.session.token, null)).toBeNull();
      }
    }
  });
});

describe("a password change", () => {
  it("ends every other session, replaces the current one, and invalidates mailed links", async () => {
    const { user, session } = await createPerson();
    const other = await signIn(anonymous(), { email: user.email, password: PASSWORD });
    const link = await requestReset(user.email);
    const caller = callerOf(await actorOf(session.token));
    const changed = await changePassword(caller, { current_password: PASSWORD, new_password: NEW_PASSWORD });
    expect(await resolveSession(session.token, null)).toBeNull();
    expect(await resolveSession(other.session.token, null)).toBeNull();
    expect(await resolveSession(changed.session.token, null)).toMatchObject({ user: { id: user.id } });
    await expect(resetPassword(anonymous(), { token: link, new_password: PASSWORD })).rejects.toMatchObject({
      code: "INVALID_LINK",
    });
  });

  it("is refused with a wrong current password, and the refusal is audited", async () => {
    const { session, user } = await createPerson();
    const caller = callerOf(await actorOf(session.token));
    await expect(changePassword(caller, { current_password: "wrong", new_password: NEW_PASSWORD })).rejects.toMatchObject({
      code: "INVALID_CREDENTIALS",
      fields: { current_password: expect.any(String) as string },
    });
    const entry = await inSystemTransaction((db) =>
      db.auditEntry.findFirst({ where: { userId: user.id, action: "password.update" } }),
    );
    expect(entry?.outcome).toBe("INVALID_CREDENTIALS");
    expect(await resolveSession(session.token, null)).not.toBeNull();
  });

  it("succeeds for only one of two simultaneous requests, and leaves one session", async () => {
    const { session, user } = await createPerson();
    const caller = callerOf(await actorOf(session.token));
    const results = await Promise.allSettled(
      [1, 2].map((i) => changePassword(caller, { current_password: PASSWORD, new_password: `${NEW_PASSWORD} ${i}` })),
    );
    expect(results.map((result) => result.status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const alive = await inSystemTransaction((db) => db.session.count({ where: { userId: user.id, endedAt: null } }));
    expect(alive).toBe(1);
  });

  it("is refused without a session", async () => {
    await expect(
      changePassword(anonymous(), { current_password: PASSWORD, new_password: NEW_PASSWORD }),
    ).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  });
});
