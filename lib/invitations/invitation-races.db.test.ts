import { setTimeout as sleep } from "node:timers/promises";
import { beforeEach, describe, expect, it } from "vitest";
import { inSystemTransaction, type SystemDb } from "@/lib/db/transaction";
import { removeMember } from "@/lib/memberships/remove-member";
import { actorOf, anonymous, callerOf, createMember, createPerson, uniqueEmail } from "@/tests/factories/callers";
import { auditOf, invitationsOf, invitingTenant, rolesIn } from "@/tests/factories/invitations";
import { outcomeOf } from "@/tests/factories/outcome";
import { forgetCounts } from "@/tests/factories/limits";
import { queuedMails } from "@/tests/factories/mail";
import { acceptInvitation } from "./accept-invitation";
import { createInvitation } from "./create-invitation";
import { inspectInvitation } from "./inspect-invitation";
import { resendInvitation } from "./resend-invitation";
import { revokeInvitation } from "./revoke-invitation";

const NEW = { name: "Grace Hopper", password: "sixteen gates and one lantern" };

beforeEach(forgetCounts);

const tally = (outcomes: string[]) =>
  Object.fromEntries([...new Set(outcomes)].sort().map((code) => [code, outcomes.filter((each) => each === code).length]));
const tokenIn = ({ text }: { text: string }) => /token=([\w-]{43})/.exec(text)?.[1] ?? "";

/** Whether another transaction waits for a lock that this transaction holds. */
async function isWaitedFor(db: SystemDb): Promise<boolean> {
  const waiting = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM pg_stat_activity WHERE pg_backend_pid() = ANY (pg_blocking_pids(pid))`;
  return waiting.length > 0;
}

const times = <T>(count: number, work: () => Promise<T>) => Promise.all(Array.from({ length: count }, work));

describe("concurrent requests about invitations", () => {
  it("create one account and one member when twenty clients accept one invitation", async () => {
    const { organization, invite } = await invitingTenant();
    const { id, email, token } = await invite();
    const outcomes = await times(20, () => outcomeOf(acceptInvitation(anonymous(), { token, ...NEW })));
    expect(tally(outcomes)).toEqual({ INVALID_LINK: 19, ok: 1 });
    expect(Object.keys(await rolesIn(organization.id))).toHaveLength(2);
    const sessions = await inSystemTransaction((db) => db.session.count({ where: { user: { email } } }));
    expect(sessions).toBe(1);
    expect((await auditOf(id)).filter(({ action }) => action === "invitations.accept")).toHaveLength(1);
  });

  it("create one membership when one user accepts twenty times", async () => {
    const { organization, invite } = await invitingTenant();
    const person = await createPerson();
    const { token } = await invite(person.user.email);
    const actor = await actorOf(person.session.token);
    const outcomes = await times(20, () => outcomeOf(acceptInvitation(callerOf(actor), { token })));
    expect(tally(outcomes)).toEqual({ INVALID_LINK: 19, ok: 1 });
    expect(Object.keys(await rolesIn(organization.id))).toHaveLength(2);
  });

  it("create one account when a person without an account accepts two invitations, and require a sign-in for the second", async () => {
    for (let run = 0; run < 5; run += 1) {
      const tenants = [await invitingTenant(), await invitingTenant()];
      const email = uniqueEmail();
      // Invites one after the other, because the token is read from the last mail.
      const tokens: string[] = [];
      for (const { invite } of tenants) tokens.push((await invite(email)).token);
      const outcomes = await Promise.all(tokens.map((token) => outcomeOf(acceptInvitation(anonymous(), { token, ...NEW }))));
      expect(outcomes.filter((code) => code === "ok")).toHaveLength(1);
      expect(outcomes.every((code) => code === "ok" || code === "UNAUTHORIZED")).toBe(true);
      expect(await inSystemTransaction((db) => db.user.count({ where: { email } }))).toBe(1);
    }
  });

  it("leave one open invitation and one valid link when one email address is invited twice", async () => {
    for (let run = 0; run < 10; run += 1) {
      const { organization, caller } = await invitingTenant();
      const [email, admin] = [uniqueEmail(), await caller()];
      const outcomes = await Promise.all(
        (["readonly", "org_admin"] as const).map((role) => outcomeOf(createInvitation(admin, { email, role }))),
      );
      expect(outcomes).toEqual(["ok", "ok"]);
      const rows = await invitationsOf(organization.id);
      expect(rows).toHaveLength(1);
      const tokens = (await queuedMails(email)).map(tokenIn);
      const working = await Promise.all(
        tokens.map((token) =>
          inspectInvitation(anonymous(), { token }).then(
            ({ role }) => role,
            () => null,
          ),
        ),
      );
      expect(working.filter((role) => role !== null)).toEqual([rows[0]?.role]);
    }
  });

  it("leave only the link in the last mail valid when an invitation is resent and its email address is invited again", async () => {
    for (let run = 0; run < 10; run += 1) {
      const { organization, caller, invite } = await invitingTenant();
      const [{ id, email }, admin] = [await invite(), await caller()];
      const acts = [() => resendInvitation(admin, { id }), () => createInvitation(admin, { email, role: "org_admin" })];
      if (run % 2 === 0) acts.reverse();
      expect(await Promise.all(acts.map((act) => outcomeOf(act())))).toEqual(["ok", "ok"]);
      expect(await invitationsOf(organization.id)).toMatchObject([{ id, role: "org_admin" }]);
      const mails = await queuedMails(email);
      const working = await Promise.all(
        mails.map((mail) => outcomeOf(inspectInvitation(anonymous(), { token: tokenIn(mail) }))),
      );
      expect(working).toEqual(["INVALID_LINK", "INVALID_LINK", "ok"]);
      expect(mails.at(-1)?.text).toContain("as an admin");
    }
  });

  it("mail the new role when an invitation is resent while its role is being changed", async () => {
    const { organization, caller, invite } = await invitingTenant();
    const [{ id, email }, admin] = [await invite(), await caller()];
    const { resending } = await inSystemTransaction(async (db) => {
      await db.$queryRaw`SELECT 1 FROM organizations WHERE id = ${organization.id}::uuid FOR UPDATE`;
      const started = outcomeOf(resendInvitation(admin, { id }));
      while (!(await isWaitedFor(db))) await sleep(5);
      await db.invitation.update({ where: { id }, data: { role: "readonly" }, select: { id: true } });
      return { resending: started };
    });
    expect(await resending).toBe("ok");
    expect((await queuedMails(email)).map(({ text }) => /as (?:a|an) \w+/.exec(text)?.[0])).toEqual([
      "as a member",
      "as a reader",
    ]);
  });

  it.each([
    [
      "revoke",
      (caller: Parameters<typeof revokeInvitation>[0], id: string) => revokeInvitation(caller, { id }),
      ["CONFLICT", "INVALID_LINK"],
    ],
    [
      "resend",
      (caller: Parameters<typeof revokeInvitation>[0], id: string) => resendInvitation(caller, { id }),
      ["ALREADY_MEMBER", "CONFLICT", "INVALID_LINK"],
    ],
  ])("either accept an invitation or %s it, never both", async (_what, act, refusals) => {
    for (let run = 0; run < 12; run += 1) {
      const { organization, caller, invite } = await invitingTenant();
      const person = await createPerson();
      const { id, token } = await invite(person.user.email);
      const [joiner, admin] = [callerOf(await actorOf(person.session.token)), await caller()];
      const accepting = () => outcomeOf(acceptInvitation(joiner, { token }));
      const acting = () => outcomeOf(act(admin, id));
      const [accepted, acted] =
        run % 2 === 0 ? await Promise.all([accepting(), acting()]) : (await Promise.all([acting(), accepting()])).reverse();
      const outcomes = [accepted, acted];
      expect(
        outcomes.filter((code) => code === "ok"),
        String(outcomes),
      ).toHaveLength(1);
      expect(refusals).toContain(outcomes.find((code) => code !== "ok"));
      expect(Object.keys(await rolesIn(organization.id))).toHaveLength(accepted === "ok" ? 2 : 1);
      const [row] = await invitationsOf(organization.id);
      expect(row?.acceptedAt !== null).toBe(accepted === "ok");
    }
  });

  it("leave no open invitation to a user who joins while an admin invites them again", async () => {
    for (let run = 0; run < 12; run += 1) {
      const { organization, caller, invite } = await invitingTenant();
      const person = await createPerson();
      const { email, token } = await invite(person.user.email);
      const [joiner, admin] = [callerOf(await actorOf(person.session.token)), await caller()];
      const [accepted, again] = await Promise.all([
        outcomeOf(acceptInvitation(joiner, { token })),
        outcomeOf(createInvitation(admin, { email, role: "readonly" })),
      ]);
      expect([
        ["ok", "ALREADY_MEMBER"],
        ["INVALID_LINK", "ok"],
      ]).toContainEqual([accepted, again]);
      const open = (await invitationsOf(organization.id)).filter(({ openEmail }) => openEmail !== null);
      expect(open).toHaveLength(accepted === "ok" ? 0 : 1);
    }
  });

  it("let a removed admin invite before the removal or not at all, without a deadlock", async () => {
    for (let run = 0; run < 12; run += 1) {
      const { organization, caller } = await invitingTenant();
      const admin = await createMember(organization, "org_admin");
      const [remover, inviter] = [await caller(), await admin.caller()];
      const [removed, invited] = await Promise.all([
        outcomeOf(removeMember(remover, { id: admin.membership.id })),
        outcomeOf(createInvitation(inviter, { email: uniqueEmail(), role: "org_admin" })),
      ]);
      expect(removed).toBe("ok");
      expect(["ok", "NOT_FOUND"]).toContain(invited);
      expect(await invitationsOf(organization.id)).toHaveLength(invited === "ok" ? 1 : 0);
    }
  });

  it("cause no internal error when an organization is deleted or suspended while someone joins", async () => {
    for (let run = 0; run < 12; run += 1) {
      const { organization, invite } = await invitingTenant();
      const person = await createPerson();
      const { token } = await invite(person.user.email);
      const joiner = callerOf(await actorOf(person.session.token));
      const where = { id: organization.id };
      const ending = inSystemTransaction((db) =>
        run % 2 === 0
          ? db.organization.delete({ where, select: { id: true } })
          : db.organization.update({ where, data: { suspendedAt: new Date() }, select: { id: true } }),
      );
      const [accepted, ended] = await Promise.all([outcomeOf(acceptInvitation(joiner, { token })), outcomeOf(ending)]);
      expect(ended).toBe("ok");
      expect(["ok", "INVALID_LINK"]).toContain(accepted);
    }
  });
});
