import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Caller } from "@/lib/access/actor";
import { requestEmailChange } from "@/lib/auth/email-change/request-email-change";
import { resetPassword } from "@/lib/auth/password-reset/reset-password";
import { resolveSession } from "@/lib/auth/sessions/resolve-session";
import { signIn } from "@/lib/auth/sign-in/sign-in";
import { inSystemTransaction } from "@/lib/db/transaction";
import { limits } from "@/lib/rate-limit/limits";
import { actorOf, anonymous, callerOf, createPerson, PASSWORD } from "@/tests/factories/callers";
import { mailedToken, queuedMails } from "@/tests/factories/mail";
import { createSystemAdmin } from "@/tests/factories/system-admin";
import { outcomeOf } from "@/tests/factories/outcome";
import { createClient, isFamilyLive } from "@/tests/factories/tokens";
import { grantSystemAdmin, revokeSystemAdmin } from "./change-system-admin";
import { endUserSessions } from "./end-user-sessions";
import { getUser } from "./get-user";
import { listUsers } from "./list-users";
import { sendResetLink } from "./send-reset-link";
import { resumeUser, suspendUser } from "./suspend-user";

const reason = "Asked for in ticket 4711";
const NEW_PASSWORD = "chosen by the owner 2026";
const enter = (email: string, password = PASSWORD) => outcomeOf(signIn(anonymous(), { email, password }));

const standingOf = (...ids: string[]) =>
  inSystemTransaction(async (db) => {
    const rows = await db.user.findMany({ where: { id: { in: ids } }, select: { isSystemAdmin: true, suspendedAt: true } });
    return rows.filter(({ isSystemAdmin, suspendedAt }) => isSystemAdmin && suspendedAt === null).length;
  });

describe("a suspended user", () => {
  it("is signed out at the next request, and can sign in again only after being reactivated", async () => {
    const [admin, { user, session }] = [await createSystemAdmin(), await createPerson()];
    await suspendUser(await admin.caller(), { id: user.id, reason });
    expect(await resolveSession(session.token, null)).toBeNull();
    expect(await enter(user.email)).toBe("INVALID_CREDENTIALS");
    await resumeUser(await admin.caller(), { id: user.id, reason });
    expect(await resolveSession(session.token, null)).toBeNull();
    expect(await enter(user.email)).toBe("ok");
  });

  it("cannot use an earlier reset link, even after being reactivated, and is sent no new one", async () => {
    const [admin, { user }] = [await createSystemAdmin(), await createPerson()];
    await sendResetLink(await admin.caller(), { id: user.id, reason });
    const input = { token: await mailedToken(user.email), new_password: NEW_PASSWORD };
    await suspendUser(await admin.caller(), { id: user.id, reason });
    expect(await outcomeOf(resetPassword(anonymous(), input))).toBe("INVALID_LINK");
    expect(await outcomeOf(sendResetLink(await admin.caller(), { id: user.id, reason }))).toBe("CONFLICT");
    await resumeUser(await admin.caller(), { id: user.id, reason });
    expect(await outcomeOf(resetPassword(anonymous(), input))).toBe("INVALID_LINK");
  });

  it("gets no session from a sign-in in progress", async () => {
    const admin = await createSystemAdmin();
    for (let run = 0; run < 5; run += 1) {
      const { user } = await createPerson();
      await Promise.all([enter(user.email), suspendUser(await admin.caller(), { id: user.id, reason })]);
      expect(await inSystemTransaction((db) => db.session.count({ where: { userId: user.id, endedAt: null } }))).toBe(0);
    }
  });
});

describe("ending sessions", () => {
  it("includes API clients, which the user's page counts with the sessions", async () => {
    const [admin, one] = [await createSystemAdmin(), await createClient()];
    const sessions = async () => (await getUser(await admin.caller(), { id: one.user.id })).sessions;
    expect(await sessions()).toBe(2);
    expect(await endUserSessions(await admin.caller(), { id: one.user.id, reason })).toMatchObject({ ended: 2 });
    expect(await sessions()).toBe(0);
    expect(await isFamilyLive(one.tokens.familyId)).toBe(false);
  });

  it("signs the user out everywhere, affects no one else, and lets the user sign in again", async () => {
    const [admin, one, other] = [await createSystemAdmin(), await createPerson(), await createPerson()];
    const { session } = await signIn(anonymous(), { email: one.user.email, password: PASSWORD });
    await endUserSessions(await admin.caller(), { id: one.user.id, reason });
    for (const { token } of [one.session, session]) expect(await resolveSession(token, null)).toBeNull();
    expect(await resolveSession(other.session.token, null)).not.toBeNull();
    expect(await enter(one.user.email)).toBe("ok");
  });

  it.each([
    ["ended", endUserSessions],
    ["ended by suspending the user", suspendUser],
    ["ended by granting system admin rights", grantSystemAdmin],
  ])("cancels the user's pending email change, but no other user's, when all sessions are %s", async (_how, act) => {
    const [admin, one, other] = [await createSystemAdmin(), await createPerson(), await createPerson()];
    for (const { user, session } of [one, other]) {
      await requestEmailChange(callerOf(await actorOf(session.token)), {
        new_email: `new-${user.email}`,
        current_password: PASSWORD,
      });
    }
    await act(await admin.caller(), { id: one.user.id, reason });
    const waiting = await inSystemTransaction((db) =>
      db.emailChange.findMany({ where: { userId: { in: [one.user.id, other.user.id] } } }),
    );
    expect(waiting.map(({ userId }) => userId)).toEqual([other.user.id]);
  });
});

describe("a reset link sent from the console", () => {
  it("goes only to the user's mailbox, works once, and reveals nothing about the system admin", async () => {
    const [admin, { user }] = [await createSystemAdmin(), await createPerson()];
    const caller = await admin.caller();
    const answer = await sendResetLink(caller, { id: user.id, reason });
    const token = await mailedToken(user.email);
    const [mail] = await queuedMails(user.email);
    for (const word of [admin.user.email, admin.user.name, caller.request.ipAddress, reason])
      expect(JSON.stringify(mail)).not.toContain(word);
    expect(JSON.stringify(answer)).not.toContain(token);
    expect(await enter(user.email)).toBe("ok");
    await resetPassword(anonymous(), { token, new_password: NEW_PASSWORD });
    expect([await enter(user.email), await enter(user.email, NEW_PASSWORD)]).toEqual(["INVALID_CREDENTIALS", "ok"]);
    expect(await outcomeOf(resetPassword(anonymous(), { token, new_password: PASSWORD }))).toBe("INVALID_LINK");
  });

  it("is refused with RATE_LIMITED if the recipient's mail limit is reached, and leaves the earlier link valid", async () => {
    const [admin, { user }] = [await createSystemAdmin(), await createPerson()];
    const caller = await admin.caller();
    const most = limits.mailPerRecipient.max as number;
    for (let sent = 0; sent < most; sent += 1) await sendResetLink(caller, { id: user.id, reason });
    const token = await mailedToken(user.email);
    await expect(sendResetLink(caller, { id: user.id, reason })).rejects.toMatchObject({
      code: "RATE_LIMITED",
      retryAfterSeconds: 86_400,
    });
    await resetPassword(anonymous(), { token, new_password: NEW_PASSWORD });
    const outcomes = await inSystemTransaction((db) =>
      db.auditEntry.groupBy({
        by: ["outcome"],
        where: { entityId: user.id, action: "admin.send-reset-link" },
        _count: true,
      }),
    );
    expect(Object.fromEntries(outcomes.map((row) => [row.outcome, row._count]))).toEqual({ ok: most, RATE_LIMITED: 1 });
  });
});

describe("a system admin", () => {
  it("is appointed by another system admin, and has the rights from the next sign-in", async () => {
    const [admin, { user, session }] = [await createSystemAdmin(), await createPerson()];
    await grantSystemAdmin(await admin.caller(), { id: user.id, reason });
    expect(await resolveSession(session.token, null)).toBeNull();
    const { session: fresh } = await signIn(anonymous(), { email: user.email, password: PASSWORD });
    expect(await resolveSession(fresh.token, null)).toMatchObject({ user: { isSystemAdmin: true } });
  });

  it("loses access as soon as their rights are revoked, even in a request that began earlier", async () => {
    const [admin, other] = [await createSystemAdmin(), await createSystemAdmin()];
    const before = await other.caller();
    await revokeSystemAdmin(await admin.caller(), { id: other.user.id, reason });
    expect(await resolveSession(other.session.token, null)).toBeNull();
    const { user } = await createPerson();
    for (const act of [suspendUser, grantSystemAdmin, endUserSessions, sendResetLink]) {
      expect(await outcomeOf(act(before, { id: user.id, reason }))).toBe("UNAUTHORIZED");
    }
  });

  it.each([
    ["suspend", suspendUser],
    ["revoke", revokeSystemAdmin],
    ["grant system admin rights to", grantSystemAdmin],
  ])("can never %s themselves", async (_what, act) => {
    const admin = await createSystemAdmin();
    for (const id of [admin.user.id, admin.user.id.toUpperCase()])
      expect(await outcomeOf(act(await admin.caller(), { id, reason }))).toBe("ACCESS_DENIED");
    expect(await standingOf(admin.user.id)).toBe(1);
  });

  it("can be revoked while suspended, but a suspended user cannot become a system admin", async () => {
    const [admin, other, { user }] = [await createSystemAdmin(), await createSystemAdmin(), await createPerson()];
    for (const { id } of [other.user, user]) await suspendUser(await admin.caller(), { id, reason });
    await revokeSystemAdmin(await admin.caller(), { id: other.user.id, reason });
    expect(await outcomeOf(grantSystemAdmin(await admin.caller(), { id: user.id, reason }))).toBe("CONFLICT");
  });

  it.each([
    ["revoke", revokeSystemAdmin, revokeSystemAdmin],
    ["suspend", suspendUser, suspendUser],
    ["revoke and suspend", revokeSystemAdmin, suspendUser],
  ])("remains when two system admins %s each other at the same time", async (_what, act, actBack) => {
    for (let run = 0; run < 10; run += 1) {
      const [one, other] = [await createSystemAdmin(), await createSystemAdmin()];
      const [asOne, asOther]: [Caller, Caller] = [await one.caller(), await other.caller()];
      const outcomes = await Promise.all([
        outcomeOf(act(asOne, { id: other.user.id, reason })),
        outcomeOf(actBack(asOther, { id: one.user.id, reason })),
      ]);
      expect(outcomes.sort()).toEqual(["UNAUTHORIZED", "ok"]);
      expect(await standingOf(one.user.id, other.user.id)).toBe(1);
    }
  });

  it("still exists after three system admins revoke each other in a circle", async () => {
    for (let run = 0; run < 5; run += 1) {
      const admins = await Promise.all([createSystemAdmin(), createSystemAdmin(), createSystemAdmin()]);
      const callers = await Promise.all(admins.map(({ caller }) => caller()));
      const outcomes = await Promise.all(
        callers.map((caller, at) => outcomeOf(revokeSystemAdmin(caller, { id: admins[(at + 1) % 3]?.user.id, reason }))),
      );
      expect(await standingOf(...admins.map(({ user }) => user.id))).toBe(
        3 - outcomes.filter((each) => each === "ok").length,
      );
      expect(await standingOf(...admins.map(({ user }) => user.id))).toBeGreaterThan(0);
    }
  });
});

describe("the console's view of users", () => {
  it("contains no hashes, tokens, devices or IP addresses, in the list or the detail", async () => {
    const [admin, { user, organization }] = [await createSystemAdmin(), await createPerson()];
    const detail = await getUser(await admin.caller(), { id: user.id });
    expect(detail).toMatchObject({
      id: user.id,
      email: user.email,
      is_you: false,
      is_system_admin: false,
      has_password: true,
      suspended_at: null,
      sessions: 1,
      memberships: 1,
      organizations: [{ id: organization.id, slug: organization.slug, role: "org_admin", suspended: false }],
    });
    expect(Object.keys(detail).sort()).toEqual([
      "created_at",
      "email",
      "has_password",
      "id",
      "is_system_admin",
      "is_you",
      "last_seen_at",
      "memberships",
      "name",
      "organizations",
      "sessions",
      "suspended_at",
    ]);
    const { items } = await listUsers(await admin.caller(), { search: user.email });
    expect(items.map((item) => Object.keys(item).sort())).toEqual([
      ["created_at", "email", "id", "is_system_admin", "name", "organizations", "suspended_at"],
    ]);
  });

  it("finds users by email address and status, newest first, page by page", async () => {
    const [admin, { user }] = [await createSystemAdmin(), await createPerson()];
    const caller = await admin.caller();
    const find = async (input: object) => (await listUsers(caller, input)).items.map(({ id }) => id);
    expect(await find({ search: ` ${user.email.toUpperCase()} ` })).toEqual([user.id]);
    expect(await find({ search: user.email, state: "active" })).toEqual([user.id]);
    expect(await find({ search: user.email, state: "suspended" })).toEqual([]);
    expect(await find({ search: admin.user.email, state: "system_admin" })).toEqual([admin.user.id]);
    expect(await find({ search: "%" })).toEqual([]);
    // Lists only this user and this admin, because other test files of the worker insert users whose ids are not in the order
    // of time.
    const search = `both ${randomUUID()}`;
    await inSystemTransaction((db) =>
      db.user.updateMany({ where: { id: { in: [user.id, admin.user.id] } }, data: { name: search } }),
    );
    const first = await listUsers(caller, { search, limit: "1" });
    const second = await listUsers(caller, { search, limit: 1, cursor: first.next_cursor ?? "" });
    expect([first.items[0]?.id, second.items[0]?.id]).toEqual([user.id, admin.user.id]);
    expect(await outcomeOf(listUsers(caller, { state: "" }))).toBe("VALIDATION_ERROR");
  });
});

describe("the database's own check of system admins", () => {
  it("keeps the last system admin who can sign in, even if the code does not check", async () => {
    await createSystemAdmin();
    const strips = {
      demote: () =>
        inSystemTransaction((db) => db.user.updateMany({ where: { isSystemAdmin: true }, data: { isSystemAdmin: false } })),
      suspend: () =>
        inSystemTransaction((db) =>
          db.user.updateMany({ where: { isSystemAdmin: true }, data: { suspendedAt: new Date() } }),
        ),
      delete: () => inSystemTransaction((db) => db.user.deleteMany({ where: { isSystemAdmin: true } })),
    };
    for (const [how, strip] of Object.entries(strips)) await expect(strip(), how).rejects.toThrow();
    expect(
      await inSystemTransaction((db) => db.user.count({ where: { isSystemAdmin: true, suspendedAt: null } })),
    ).toBeGreaterThan(0);
  });

  it("revokes only one of the last two system admins when both are revoked at the same time", async () => {
    const [one, other] = [await createSystemAdmin(), await createSystemAdmin()];
    const pair = [one.user.id, other.user.id];
    // Revokes all other system admins temporarily, so that only these two are left.
    const aside = await inSystemTransaction(async (db) => {
      const rows = await db.user.findMany({ where: { isSystemAdmin: true, id: { notIn: pair } }, select: { id: true } });
      await db.user.updateMany({ where: { id: { in: rows.map(({ id }) => id) } }, data: { isSystemAdmin: false } });
      return rows.map(({ id }) => id);
    });
    const outcomes = await Promise.allSettled(
      pair.map((id) =>
        inSystemTransaction((db) => db.user.update({ where: { id }, data: { isSystemAdmin: false }, select: { id: true } })),
      ),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await standingOf(...pair)).toBe(1);
    await inSystemTransaction((db) => db.user.updateMany({ where: { id: { in: aside } }, data: { isSystemAdmin: true } }));
  });
});
