import { describe, expect, it } from "vitest";
import { inSystemTransaction } from "@/lib/db/transaction";
import { createMember, createPerson } from "@/tests/factories/callers";
import { allow, beginWindow, start, switchSetting, usePlan } from "@/tests/factories/credits";
import { queuedMails } from "@/tests/factories/mail";
import { outcomeOf } from "@/tests/factories/outcome";
import { credits } from "./amounts";
import { addPurchase } from "./purchases";
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

  it("get no mail about a request that is too large, and the usual mails later", async () => {
    const { id, mails } = await organizationWith(1_000);
    expect(await outcomeOf(start(id, 0, 2_000))).toBe("QUOTA_EXCEEDED");
    const running = await start(id, 0, 1_000);
    expect(await outcomeOf(start(id))).toBe("QUOTA_EXCEEDED");
    expect(await mails()).toEqual([]);
    await settleCall(running.callId, { inputTokens: 0, outputTokens: 800, outcome: "settled" });
    expect(await mails()).toEqual(["credits-low"]);
    await use(id, 190);
    expect(await outcomeOf(start(id))).toBe("QUOTA_EXCEEDED");
    expect(await mails()).toEqual(["credits-low", "credits-used-up"]);
  });

  it("get the mails again if a larger plan of the same window is used up", async () => {
    const { id, mails } = await organizationWith(1_000);
    await use(id, 1_000);
    await usePlan(id, { token_limit: 10_000, enable_ai: true });
    await use(id, 7_000);
    expect(await mails()).toEqual(["credits-used-up", "credits-low"]);
    await use(id, 2_000);
    expect(await mails()).toEqual(["credits-used-up", "credits-low", "credits-used-up"]);
  });

  it("read what really happens then: a pause, purchased credits, or overage", async () => {
    const textAfter = async (prepare: (id: string) => Promise<unknown>) => {
      const { id, admins } = await organizationWith(100);
      await prepare(id);
      await use(id, 100);
      return (await queuedMails(admins[0] ?? "")).map(({ text }) => text.replaceAll("\n", " ")).join();
    };
    expect(await textAfter(() => Promise.resolve())).toContain("then pauses");
    const buy = (organizationId: string) =>
      inSystemTransaction((db) => addPurchase(db, { organizationId, credits: credits(5), source: "cs_1" }));
    expect(await textAfter(buy)).toContain("The AI assistant then uses purchased credits.");
    await switchSetting("ai_overage_enabled", true);
    try {
      expect(await textAfter((id) => allow(id, { enabled: true, limit: 50 }))).toContain("then uses overage");
    } finally {
      await switchSetting("ai_overage_enabled", false);
    }
  });

  it("get one mail if calls are refused, even many at once", async () => {
    const { id, mails } = await organizationWith(1_000);
    await use(id, 995);
    const outcomes = await Promise.all([1, 2, 3, 4, 5].map(() => outcomeOf(start(id))));
    expect(new Set(outcomes)).toEqual(new Set(["QUOTA_EXCEEDED"]));
    expect(await mails()).toEqual(["credits-low", "credits-used-up"]);
  });

  it("get no mail about an unlimited plan", async () => {
    const { id, mails } = await organizationWith(-1);
    await use(id, 1_000_000);
    expect(await mails()).toEqual([]);
  });
});
