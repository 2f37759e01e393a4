import { describe, expect, it } from "vitest";
import { inSystemTransaction } from "@/lib/db/transaction";
import { createMember, createPerson } from "@/tests/factories/callers";
import { beginWindow, start, usePlan } from "@/tests/factories/credits";
import { queuedMails } from "@/tests/factories/mail";
import { outcomeOf } from "@/tests/factories/outcome";
import { settleCall } from "./settle-call";

async function organizationWith(token_limit: number) {
  const { organization, user } = await createPerson();
  await usePlan(organization.id, { token_limit, enable_ai: true });
  const colleague = await createMember(organization, "org_admin");
  const suspended = await createMember(organization, "org_admin");
  const member = await createMember(organization, "member");
  await inSystemTransaction((db) =>
    db.user.update({ where: { id: suspended.user.id }, data: { suspendedAt: new Date() }, select: { id: true } }),
  );
  const kindsTo = async (email: string) => (await queuedMails(email)).map(({ kind }) => kind);
  const admins = [user.email, colleague.user.email];
  return {
    id: organization.id,
    slug: organization.slug,
    admins,
    /** To the admins who can sign in; nobody else may have any. */
    mails: async () => {
      const [first = [], second] = await Promise.all(admins.map(kindsTo));
      expect(second).toEqual(first);
      for (const { email } of [suspended.user, member.user]) expect(await kindsTo(email)).toEqual([]);
      return first;
    },
  };
}

async function use(id: string, tokens: number): Promise<void> {
  const { callId } = await start(id, 0, tokens);
  await settleCall(callId, { inputTokens: 0, outputTokens: tokens, outcome: "settled" });
}

describe("the admins of an organization", () => {
  it("get a mail at 80 % and one at 100 % of the allotment, once in each window", async () => {
    const { id, slug, admins, mails } = await organizationWith(1_000);
    await use(id, 799);
    expect(await mails()).toEqual([]);
    await use(id, 1);
    expect(await mails()).toEqual(["credits-low"]);
    await use(id, 50);
    expect(await mails()).toEqual(["credits-low"]);
    await use(id, 150);
    expect(await mails()).toEqual(["credits-low", "credits-used-up"]);
    expect(await outcomeOf(start(id))).toBe("QUOTA_EXCEEDED");
    expect(await mails()).toEqual(["credits-low", "credits-used-up"]);
    const [low] = await queuedMails(admins[0] ?? "");
    expect(low?.text).toContain(`/org/${slug}/usage`);
    await beginWindow(id);
    await use(id, 1_000);
    expect(await mails()).toEqual(["credits-low", "credits-used-up", "credits-used-up"]);
  });

  it("get one mail if two settlements cross the line at the same moment", async () => {
    const { id, mails } = await organizationWith(1_000);
    const calls = await Promise.all([1, 2, 3, 4, 5, 6].map(() => start(id, 0, 150)));
    const result = { inputTokens: 0, outputTokens: 150, outcome: "settled" } as const;
    await Promise.all(calls.map(({ callId }) => settleCall(callId, result)));
    expect(await mails()).toEqual(["credits-low"]);
  });

  it("get one mail if calls are refused, even many at once", async () => {
    const { id, mails } = await organizationWith(10);
    const outcomes = await Promise.all([1, 2, 3, 4, 5].map(() => outcomeOf(start(id))));
    expect(new Set(outcomes)).toEqual(new Set(["QUOTA_EXCEEDED"]));
    expect(await mails()).toEqual(["credits-used-up"]);
  });

  it("get no mail about an unlimited plan", async () => {
    const { id, mails } = await organizationWith(-1);
    await use(id, 1_000_000);
    expect(await mails()).toEqual([]);
  });
});
