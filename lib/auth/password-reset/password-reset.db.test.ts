import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { lockNames } from "@/lib/db/locks";
import { inSystemTransaction } from "@/lib/db/transaction";
import { recipientHash } from "@/lib/email/recipient-hash";
import { acceptInvitation } from "@/lib/invitations/accept-invitation";
import { createInvitation } from "@/lib/invitations/create-invitation";
import {
  actorOf,
  anonymous,
  callerOf,
  createPasswordlessPerson,
  createPerson,
  PASSWORD,
  uniqueEmail,
} from "@/tests/factories/callers";
import { invitationsOf, invitingTenant } from "@/tests/factories/invitations";
import { mailedToken, queuedMails } from "@/tests/factories/mail";
import { outcomeOf } from "@/tests/factories/outcome";
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

  it("revokes the open invitations that the user sent, and no others, which is audited", async () => {
    const [mine, others] = [await invitingTenant(), await invitingTenant()];
    const { user } = mine.founder;
    const [open, foreign] = [await mine.invite(), await others.invite()];
    const caller = anonymous();
    await resetPassword(caller, { token: await requestReset(user.email), new_password: NEW_PASSWORD });
    const accept = (token: string) => outcomeOf(acceptInvitation(anonymous(), { token, name: "Eve", password: PASSWORD }));
    expect([await accept(open.token), await accept(foreign.token)]).toEqual(["INVALID_LINK", "ok"]);
    expect((await invitationsOf(mine.organization.id)).map(({ revokedAt }) => revokedAt)).toEqual([expect.any(Date)]);
    const entry = await inSystemTransaction((db) =>
      db.auditEntry.findFirst({ where: { requestId: caller.request.requestId, action: "password.reset" } }),
    );
    expect(entry?.after).toEqual({ invitations_revoked: 1 });
  });

  it("waits for an invitation that is being sent, and revokes it", async () => {
    const { founder, organization, caller } = await invitingTenant();
    const token = await requestReset(founder.user.email);
    const [email, inviting] = [uniqueEmail(), await caller()];
    // Delays the invitation after its row is inserted.
    const started = await inSystemTransaction(async (db) => {
      await lockNames(db, "mailbox", Buffer.from(recipientHash(email)).toString("hex"));
      const invited = outcomeOf(createInvitation(inviting, { email, role: "org_admin" }));
      await sleep(300);
      const reset = outcomeOf(resetPassword(anonymous(), { token, new_password: NEW_PASSWORD }));
      await sleep(500);
      return { invited, reset };
    });
    expect([await started.invited, await started.reset]).toEqual(["ok", "ok"]);
    expect((await invitationsOf(organization.id)).map(({ revokedAt }) => revokedAt)).toEqual([expect.any(Date)]);
  });

  it("keeps the invitations of a user who sets a first password where they are signed in", async () => {
    const { user, session } = await createPasswordlessPerson();
    const { organization } = await createPerson();
    await inSystemTransaction((db) =>
      db.membership.create({ data: { organizationId: organization.id, userId: user.id, role: "org_admin" } }),
    );
    const caller = callerOf(await actorOf(session.token, organization.slug));
    await createInvitation(caller, { email: uniqueEmail(), role: "member" });
    const token = await requestReset(user.email);
    await resetPassword(callerOf(await actorOf(session.token)), { token, new_password: NEW_PASSWORD });
    expect((await invitationsOf(organization.id)).map(({ revokedAt }) => revokedAt)).toEqual([null]);
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
