import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { inSystemTransaction } from "@/lib/db/transaction";
import { recipientHash } from "@/lib/email/recipient-hash";
import { runJobs } from "@/lib/jobs/run-jobs";
import { getDashboard } from "@/lib/dashboard/get-dashboard";
import { anonymous, someRequest, uniqueEmail } from "@/tests/factories/callers";
import { auditOf, invitationsOf, invitingTenant } from "@/tests/factories/invitations";
import { outcomeOf } from "@/tests/factories/outcome";
import { forgetCounts } from "@/tests/factories/limits";
import { fillMailbox, queuedMails } from "@/tests/factories/mail";
import { createInvitation } from "./create-invitation";
import { inspectInvitation } from "./inspect-invitation";
import { issueInvitation } from "./issue-invitation";
import { listInvitations } from "./list-invitations";
import { resendInvitation } from "./resend-invitation";

beforeEach(forgetCounts);

const DAY_MS = 86_400_000;

const looksAt = (token: string) => inspectInvitation(anonymous(), { token });

/** Makes the invitation's mail `days` days old. */
function age(id: string, days: number): Promise<unknown> {
  const sentAt = new Date(Date.now() - days * DAY_MS);
  const expiresAt = new Date(sentAt.getTime() + 7 * DAY_MS);
  return inSystemTransaction((db) =>
    db.invitation.update({ where: { id }, data: { createdAt: sentAt, sentAt, expiresAt }, select: { id: true } }),
  );
}

/** The row without `sentAt`, which changes even if the mail is dropped. */
const butAsked = <Row extends { sentAt: Date }>({ sentAt: _sentAt, ...rest }: Row) => rest;

describe("an invitation whose mail is dropped by the recipient's daily limit", () => {
  it("leaves an earlier link valid without extending it, and gives that link the latest role", async () => {
    const { organization, caller, invite } = await invitingTenant();
    const { id, email, token } = await invite();
    await age(id, 3);
    await fillMailbox(email);
    const before = (await invitationsOf(organization.id)).map(butAsked);
    expect(await createInvitation(await caller(), { email, role: "readonly" })).toMatchObject({
      id,
      state: "open",
      role: "readonly",
    });
    expect(await resendInvitation(await caller(), { id })).toMatchObject({ id, state: "open", role: "readonly" });
    expect((await invitationsOf(organization.id)).map(butAsked)).toEqual([{ ...before[0], role: "readonly" }]);
    expect(await queuedMails(email)).toHaveLength(1);
    expect(await looksAt(token)).toMatchObject({ role: "readonly" });
  });

  it("does not revive an expired link", async () => {
    const { organization, founder, caller, invite } = await invitingTenant();
    const { id, email, token } = await invite();
    await age(id, 8);
    await fillMailbox(email);
    const before = (await invitationsOf(organization.id)).map(butAsked);
    await resendInvitation(await caller(), { id });
    await createInvitation(await caller(), { email, role: "org_admin" });
    const given = {
      organization: { id: organization.id, name: "House" },
      email,
      role: "readonly" as const,
      name: "Grace",
      invitedBy: founder.user,
      fromConsole: false,
      isHeldBack: false,
    };
    expect(await inSystemTransaction((db) => issueInvitation(db, given, someRequest()))).toMatchObject({ mailed: false });
    expect((await invitationsOf(organization.id)).map(butAsked)).toEqual([
      { ...before[0], role: "readonly", name: "Grace" },
    ]);
    expect(await outcomeOf(looksAt(token))).toBe("INVALID_LINK");
  });

  it("looks to the organization as if it had been mailed, in the list and on the dashboard", async () => {
    const { organization, caller, invite } = await invitingTenant();
    const { id, email } = await invite();
    await age(id, 8);
    await fillMailbox(email);
    expect(await getDashboard(await caller(), {})).toMatchObject({ invitations: { count: 0 } });
    const asked = Date.now();
    const view = await resendInvitation(await caller(), { id });
    expect(view.state).toBe("open");
    expect(Date.parse(view.sent_at)).toBeGreaterThanOrEqual(asked - 1_000);
    expect(Date.parse(view.expires_at) - Date.parse(view.sent_at)).toBe(7 * DAY_MS);
    expect((await listInvitations(await caller(), {})).items).toEqual([view]);
    expect(await getDashboard(await caller(), {})).toMatchObject({ invitations: { count: 1 } });
    expect((await invitationsOf(organization.id))[0]?.expiresAt.getTime()).toBeLessThan(asked);
  });

  it("stays in the list as long as if it had been mailed", async () => {
    const { organization, caller, invite } = await invitingTenant();
    const [mailed, dropped] = [await invite(), await invite()];
    for (const { id } of [mailed, dropped]) await age(id, 38);
    await fillMailbox(dropped.email);
    for (const { id } of [mailed, dropped]) await resendInvitation(await caller(), { id });
    await runJobs(randomUUID());
    expect((await invitationsOf(organization.id)).map(({ id }) => id)).toEqual([mailed.id, dropped.id]);
    // Moves the rows 38 days into the past.
    await inSystemTransaction(
      (db) => db.$executeRaw`
      UPDATE invitations SET sent_at = sent_at - make_interval(days => 38), expires_at = expires_at - make_interval(days => 38)
       WHERE organization_id = ${organization.id}::uuid`,
    );
    await runJobs(randomUUID());
    expect(await invitationsOf(organization.id)).toEqual([]);
  });

  it("looks and is audited like a mailed invitation if the email address had no earlier invitation", async () => {
    const { caller, invite } = await invitingTenant();
    const { token: _token, ...mailed } = await invite();
    const email = uniqueEmail("full");
    await fillMailbox(email);
    const view = await createInvitation(await caller(), { email, role: "member" });
    const times = { created_at: expect.any(String), sent_at: expect.any(String), expires_at: expect.any(String) };
    expect(view).toEqual({ ...mailed, id: expect.any(String), email, ...times });
    expect(Date.parse(view.expires_at) - Date.parse(view.sent_at)).toBe(7 * DAY_MS);
    expect(await queuedMails(email)).toEqual([]);
    const records = async (id: string) =>
      (await auditOf(id)).map(({ action, outcome, after }) => ({ action, outcome, after }));
    expect(await records(view.id)).toEqual(await records(mailed.id));
  });
});

describe("the limit of five invitations a day to one recipient from all organizations", () => {
  /** Invites one email address from `count` organizations, and returns the mailed tokens. */
  async function inviteFrom(count: number, email: string): Promise<string[]> {
    const tokens: string[] = [];
    for (let number = 0; number < count; number += 1) tokens.push((await (await invitingTenant()).invite(email)).token);
    return tokens;
  }

  it("sends no further mail, but returns success to another organization for its first five requests", async () => {
    const email = uniqueEmail("wanted");
    const tokens = await inviteFrom(5, email);
    const { organization, caller, invite } = await invitingTenant();
    const { token: _token, ...mailed } = await invite();
    const view = await createInvitation(await caller(), { email, role: "member" });
    const times = { created_at: expect.any(String), sent_at: expect.any(String), expires_at: expect.any(String) };
    expect(view).toEqual({ ...mailed, id: expect.any(String), email, ...times });
    const rowOf = async () => (await invitationsOf(organization.id)).filter(({ id }) => id === view.id).map(butAsked);
    const before = await rowOf();
    for (let count = 0; count < 4; count += 1)
      expect(await resendInvitation(await caller(), { id: view.id })).toMatchObject({ id: view.id, state: "open" });
    expect(await rowOf()).toEqual(before);
    expect(await outcomeOf(resendInvitation(await caller(), { id: view.id }))).toBe("RATE_LIMITED");
    expect((await auditOf(view.id)).map(({ action, outcome }) => [action, outcome])).toEqual([
      ["invitations.create", "ok"],
      ...Array.from({ length: 4 }, () => ["invitations.resend", "ok"]),
    ]);
    expect(await queuedMails(email)).toHaveLength(5);
    for (const token of tokens) expect(await outcomeOf(looksAt(token))).toBe("ok");
  });

  it("counts per mailbox, including all its tagged addresses", async () => {
    const mailbox = uniqueEmail("wanted");
    for (let count = 0; count < 5; count += 1) await inviteFrom(1, mailbox.replace("@", `+${count}@`));
    const { caller } = await invitingTenant();
    const sixth = mailbox.replace("@", "+6@");
    expect(await outcomeOf(createInvitation(await caller(), { email: sixth, role: "member" }))).toBe("ok");
    expect((await queuedMails(sixth)).map(({ kind }) => kind)).not.toContain("invitation");
  });

  it("leaves the organization's earlier link valid, with its original expiry", async () => {
    const email = uniqueEmail("wanted");
    const { organization, caller, invite } = await invitingTenant();
    const { id, token } = await invite(email);
    await inviteFrom(4, email);
    await age(id, 3);
    const before = (await invitationsOf(organization.id)).map(butAsked);
    expect(await outcomeOf(resendInvitation(await caller(), { id }))).toBe("ok");
    expect(await outcomeOf(createInvitation(await caller(), { email, role: "readonly" }))).toBe("ok");
    expect((await invitationsOf(organization.id)).map(butAsked)).toEqual([{ ...before[0], role: "readonly" }]);
    expect(await looksAt(token)).toMatchObject({ role: "readonly" });
  });

  it("stores a decoy without content instead of the mail", async () => {
    const email = uniqueEmail("wanted");
    await inviteFrom(5, email);
    const { caller } = await invitingTenant();
    await createInvitation(await caller(), { email, role: "member" });
    const rows = await inSystemTransaction((db) =>
      db.outboxMail.findMany({
        where: { recipientHash: recipientHash(email), contentCiphertext: null },
        select: { kind: true, status: true },
      }),
    );
    expect(rows).toEqual([{ kind: "decoy", status: "dropped" }]);
  });
});
