import { describe, expect, it } from "vitest";
import type { Caller } from "@/lib/access/actor";
import { changePassword } from "@/lib/auth/password-change/change-password";
import { inSystemTransaction } from "@/lib/db/transaction";
import { getDashboard } from "@/lib/dashboard/get-dashboard";
import { actorOf, callerOf, createPerson, PASSWORD } from "@/tests/factories/callers";
import { endOtherSessions } from "./end-other-sessions";
import { endSession } from "./end-session";
import { listSessions } from "./list-sessions";
import { endedRecently } from "./recent-endings";
import { resolveSession } from "./resolve-session";
import { signOut } from "./sign-out";

const HOUR = 3_600_000;

/** Moves the session `hours` into the past: its creation, last use and expiry. */
async function age(id: string, hours: number): Promise<void> {
  await inSystemTransaction(
    (db) => db.$executeRaw`
    UPDATE sessions SET created_at = created_at - make_interval(hours => ${hours}::int),
      last_seen_at = last_seen_at - make_interval(hours => ${hours}::int),
      expires_at = expires_at - make_interval(hours => ${hours}::int),
      absolute_expires_at = absolute_expires_at - make_interval(hours => ${hours}::int) WHERE id = ${id}::uuid`,
  );
}

function stored(id: string) {
  return inSystemTransaction((db) => db.session.findUniqueOrThrow({ where: { id } }));
}

describe("a session", () => {
  it("is extended while it is used, and expires after a day without use", async () => {
    const { session } = await createPerson();
    for (let day = 0; day < 3; day += 1) {
      await age(session.id, 13);
      expect(await resolveSession(session.token, null)).not.toBeNull();
    }
    await age(session.id, 25);
    expect(await resolveSession(session.token, null)).toBeNull();
  });

  it("expires after 30 days, however much it is used", async () => {
    const { session } = await createPerson();
    for (let hours = 0; hours < 30 * 24 - 20; hours += 20) {
      await age(session.id, 20);
      expect(await resolveSession(session.token, null)).not.toBeNull();
    }
    await age(session.id, 20);
    expect(await resolveSession(session.token, null)).toBeNull();
  });

  it("is extended only in the second half of its lifetime, and never past its absolute end", async () => {
    const { session } = await createPerson();
    const before = await stored(session.id);
    await age(session.id, 6);
    await resolveSession(session.token, null);
    expect((await stored(session.id)).expiresAt.getTime()).toBe(before.expiresAt.getTime() - 6 * HOUR);
    await age(session.id, 7);
    await resolveSession(session.token, null);
    const after = await stored(session.id);
    expect(after.expiresAt.getTime()).toBeGreaterThan(Date.now() + 23 * HOUR);
    expect(after.expiresAt.getTime()).toBeLessThanOrEqual(after.absoluteExpiresAt.getTime());
  });

  it("is refused if it has ended, its user is suspended, or its token is malformed", async () => {
    const { session, user } = await createPerson();
    expect(await resolveSession(`${session.token}x`, null)).toBeNull();
    expect(await resolveSession("", null)).toBeNull();
    await inSystemTransaction((db) => db.user.update({ where: { id: user.id }, data: { suspendedAt: new Date() } }));
    expect(await resolveSession(session.token, null)).toBeNull();
    await inSystemTransaction((db) => db.user.update({ where: { id: user.id }, data: { suspendedAt: null } }));
    await signOut(callerOf(await actorOf(session.token)), {});
    expect(await resolveSession(session.token, null)).toBeNull();
  });

  it("grants the member's role in the organization of the URL, and nothing without a membership", async () => {
    const { session, organization } = await createPerson();
    const { organization: foreign } = await createPerson();
    expect(await resolveSession(session.token, organization.slug)).toMatchObject({ kind: "member", role: "org_admin" });
    expect(await resolveSession(session.token, foreign.slug)).toMatchObject({ kind: "user" });
    expect(await resolveSession(session.token, "no-such-place")).toMatchObject({ kind: "user" });
  });
});

const ENDINGS: Record<string, (caller: Caller) => Promise<unknown>> = {
  "signing out": (caller) => signOut(caller, {}),
  "changing the password": (caller) =>
    changePassword(caller, { current_password: PASSWORD, new_password: "another long enough secret" }),
  "ending all other sessions": (caller) => endOtherSessions(caller, {}),
};

describe("a response in progress", () => {
  it.each(Object.keys(ENDINGS))("detects, in the same process, that its user's sessions were ended by %s", async (how) => {
    const [{ user, session }, other] = [await createPerson(), await createPerson()];
    const caller = callerOf(await actorOf(session.token));
    expect(endedRecently(user.id)).toBe(false);
    await ENDINGS[how]!(caller);
    expect([user.id, other.user.id].map((id) => endedRecently(id))).toEqual([true, false]);
  });
});

describe("listing and ending sessions", () => {
  it("lists the user's own live sessions, the current one first, and ends one of them or all others", async () => {
    const { user, session } = await createPerson();
    const others = await inSystemTransaction(async (db) => {
      const { createSession } = await import("./create-session");
      return [
        await createSession(db, user.id, callerOf(await actorOf(session.token)).request),
        await createSession(db, user.id, callerOf(await actorOf(session.token)).request),
      ];
    });
    const caller = callerOf(await actorOf(session.token));
    const listed = (await listSessions(caller, {})).items;
    expect(listed.map((item) => item.current)).toEqual([true, false, false]);
    expect(listed[0]).toMatchObject({ id: session.id, browser: "Chrome", system: "Linux" });
    await endSession(caller, { id: others[0]?.id });
    expect((await listSessions(caller, {})).items).toHaveLength(2);
    expect(await endOtherSessions(caller, {})).toEqual({ ended: 1 });
    expect((await listSessions(caller, {})).items).toHaveLength(1);
  });

  it("returns NOT_FOUND for another user's session, as for an unknown one", async () => {
    const { session } = await createPerson();
    const { session: foreign } = await createPerson();
    const caller = callerOf(await actorOf(session.token));
    for (const id of [foreign.id, "01a1fca7-10ef-709a-a672-db653871918b", "nonsense"]) {
      await expect(endSession(caller, { id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    }
    expect(await resolveSession(foreign.token, null)).not.toBeNull();
  });
});

describe("a member's last visit", () => {
  it("is recorded without waiting for locks on the membership or organization", async () => {
    const { session, organization, user } = await createPerson();
    const visit = () => resolveSession(session.token, organization.slug);
    const seen = () =>
      inSystemTransaction((db) =>
        db.membership.findFirst({
          where: { organizationId: organization.id, userId: user.id },
          select: { lastSeenAt: true },
        }),
      );
    await inSystemTransaction(async (db) => {
      await db.$queryRaw`SELECT 1 FROM organizations WHERE id = ${organization.id}::uuid FOR UPDATE`;
      expect(await visit()).toMatchObject({ kind: "member" });
    });
    const first = await seen();
    expect(first?.lastSeenAt).toBeInstanceOf(Date);
    await inSystemTransaction(async (db) => {
      await db.$executeRaw`UPDATE memberships SET last_seen_at = now() - interval '1 hour' WHERE organization_id = ${organization.id}::uuid`;
    });
    await inSystemTransaction(async (db) => {
      await db.$queryRaw`SELECT 1 FROM memberships WHERE organization_id = ${organization.id}::uuid FOR UPDATE`;
      expect(await visit()).toMatchObject({ kind: "member" });
    });
    await visit();
    expect((await seen())?.lastSeenAt?.getTime()).toBeGreaterThan(Date.now() - 60_000);
  });
});

describe("an organization's operation", () => {
  it("admits the organization's members, and returns NOT_FOUND to others", async () => {
    const { session, organization } = await createPerson();
    const { session: stranger } = await createPerson();
    const member = callerOf(await actorOf(session.token, organization.slug));
    expect(await getDashboard(member, {})).toMatchObject({ members: 1, role: "org_admin" });
    const outsider = callerOf(await actorOf(stranger.token, organization.slug));
    await expect(getDashboard(outsider, {})).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("is refused as soon as the organization is suspended", async () => {
    const { session, organization } = await createPerson();
    await inSystemTransaction((db) =>
      db.organization.update({ where: { id: organization.id }, data: { suspendedAt: new Date() } }),
    );
    const member = callerOf(await actorOf(session.token, organization.slug));
    await expect(getDashboard(member, {})).rejects.toMatchObject({ code: "ORGANIZATION_SUSPENDED" });
  });
});
