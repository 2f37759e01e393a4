// One call after the other: what is reserved, charged, refused and released. The races are in tests/races.
import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inSystemTransaction, type SystemDb } from "@/lib/db/transaction";
import { deleteOrganization } from "@/lib/organizations/delete-organization";
import { planOf } from "@/lib/plans/plan-of";
import { actorOf, callerOf, createMember, createPerson } from "@/tests/factories/callers";
import {
  allow,
  beginWindow,
  callOf,
  createFundedOrganization,
  expireCall,
  start,
  switchSetting,
  usePlan,
} from "@/tests/factories/credits";
import { outcomeOf } from "@/tests/factories/outcome";
import { insertPlan, setGrantedPlan } from "@/tests/factories/plans";
import { queryAt } from "@/tests/setup/databases";
import { useOwnDatabase, type OwnDatabase } from "@/tests/setup/own-database";
import { credits } from "./amounts";
import { findDifferences } from "./find-differences";
import { addPurchase, takeBack } from "./purchases";
import { settleCall } from "./settle-call";
import { startCall } from "./start-call";
import { creditsView } from "./summary";

/** The switches are for all organizations, so these tests have a database of their own. */
let own: OwnDatabase;
beforeAll(async () => (own = await useOwnDatabase("calls")));
afterAll(() => own.drop());

const viewOf = (organizationId: string) => inSystemTransaction((db) => creditsView(db, organizationId), "read only");
const used = (inputTokens: number, outputTokens: number) => ({ inputTokens, outputTokens, outcome: "settled" }) as const;
const rowOf = (id: string) => inSystemTransaction((db) => db.usageLog.findUnique({ where: { id } }));
const differencesOf = async (id: string) => (await findDifferences(inSystemTransaction, id)).differences;

describe("a call", () => {
  it("reserves the most it can use, and is charged what it used, at the price of its reservation", async () => {
    const id = await createFundedOrganization(1_000);
    const { callId, reserved } = await start(id);
    expect(reserved).toEqual({ allotment: 100, purchased: 0, overage: 0 });
    expect((await viewOf(id)).allotment).toEqual({ limit: 1_000, used: 0, reserved: 100, available: 900 });
    // 40 × 0.15 + 10 × 0.60 micro-USD, rounded up.
    expect(await settleCall(callId, used(40, 11))).toMatchObject({ isFirst: true, spent: { allotment: 51 }, cost: 13 });
    expect((await viewOf(id)).allotment).toEqual({ limit: 1_000, used: 51, reserved: 0, available: 949 });
  });

  it.each(["settled", "cut", "failed", "cancelled"] as const)(
    "that was %s is charged once, however often it is reported",
    async (outcome) => {
      const id = await createFundedOrganization(1_000);
      const { callId } = await start(id);
      const result = { inputTokens: 40, outputTokens: 3, outcome };
      const settlements = await Promise.all([1, 2, 3].map(() => settleCall(callId, result)));
      expect(settlements.map((each) => each?.isFirst).sort()).toEqual([false, false, true]);
      expect(await settleCall(callId, used(40, 60))).toMatchObject({
        isFirst: false,
        status: outcome,
        spent: { allotment: 43 },
      });
      expect((await viewOf(id)).allotment).toMatchObject({ used: 43, reserved: 0 });
    },
  );

  it("is charged once, even if the commit of its settlement fails twice for whatever reason", async () => {
    const id = await createFundedOrganization(1_000);
    const { callId } = await start(id);
    await queryAt(
      own.superuserUrl,
      `CREATE SEQUENCE commits;
       CREATE FUNCTION fail_commit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS
         $$ BEGIN IF nextval('commits') <= 2 THEN RAISE EXCEPTION 'no commit'; END IF; RETURN NULL; END $$;
       CREATE CONSTRAINT TRIGGER fail_commit AFTER UPDATE ON usage_log DEFERRABLE INITIALLY DEFERRED
         FOR EACH ROW EXECUTE FUNCTION fail_commit()`,
    );
    expect(await settleCall(callId, used(40, 2))).toMatchObject({ isFirst: true, spent: { allotment: 42 } });
    await queryAt(
      own.superuserUrl,
      "DROP TRIGGER fail_commit ON usage_log; DROP FUNCTION fail_commit(); DROP SEQUENCE commits",
    );
    expect((await viewOf(id)).allotment).toMatchObject({ used: 42, reserved: 0 });
  });

  it("uses the allotment, then purchased credits, then overage", async () => {
    await switchSetting("ai_overage_enabled", true);
    const id = await createFundedOrganization(150, 100);
    await allow(id, { enabled: true, limit: 60 });
    const calls = [await start(id), await start(id), await start(id)];
    expect(calls.map(({ reserved }) => reserved)).toEqual([
      { allotment: 100, purchased: 0, overage: 0 },
      { allotment: 50, purchased: 50, overage: 0 },
      { allotment: 0, purchased: 50, overage: 50 },
    ]);
    expect((await viewOf(id)).available).toBe(10);
    expect(await outcomeOf(start(id))).toBe("QUOTA_EXCEEDED");
    // The first call leaves most of its allotment to the others, which then need no overage.
    await settleCall(calls[0]?.callId ?? "", used(10, 0));
    expect(await settleCall(calls[2]?.callId ?? "", used(40, 60))).toMatchObject({
      spent: { allotment: 90, purchased: 10, overage: 0 },
    });
    expect(await differencesOf(id)).toEqual([]);
  });

  it("is charged above its reservation only as far as credits are left, and the rest is unbilled", async () => {
    const id = await createFundedOrganization(120);
    const { callId } = await start(id);
    expect(await settleCall(callId, used(90, 60))).toMatchObject({ spent: { allotment: 120 }, unbilled: 30 });
    expect(await differencesOf(id)).toEqual([]);
  });

  it("has no balance to exceed with an unlimited plan, and is counted", async () => {
    const id = await createFundedOrganization(-1);
    const { callId } = await start(id, 1_000_000_000, 1_000_000_000);
    await settleCall(callId, used(1_000_000_000, 7));
    expect(await viewOf(id)).toMatchObject({ available: null, allotment: { limit: null, used: 1_000_000_007 } });
    expect(await differencesOf(id)).toEqual([]);
  });

  it.each([
    { inputTokens: 1.5 },
    { inputTokens: -1 },
    { inputTokens: Number.NaN },
    { inputTokens: 1_000_000_001 },
    { maxOutputTokens: 0 },
    { maxOutputTokens: Number.POSITIVE_INFINITY },
    { organizationId: "1" },
    { model: "" },
  ])("is not started with %j", async (absurd) => {
    const id = await createFundedOrganization(1_000);
    await expect(startCall({ ...callOf(id), ...absurd })).rejects.toThrow();
    expect((await viewOf(id)).allotment.reserved).toBe(0);
  });
});

describe("overage", () => {
  it.each([
    { system: false, organization: false, expected: "QUOTA_EXCEEDED" },
    { system: false, organization: true, expected: "QUOTA_EXCEEDED" },
    { system: true, organization: false, expected: "QUOTA_EXCEEDED" },
    { system: true, organization: true, expected: "ok" },
  ])("is used only if both switches are on: $system and $organization", async ({ system, organization, expected }) => {
    await switchSetting("ai_overage_enabled", system);
    const id = await createFundedOrganization(50);
    await allow(id, { enabled: organization, limit: 50 });
    expect(await outcomeOf(start(id))).toBe(expected);
    expect(await outcomeOf(start(id, 0, 1))).toBe(expected === "ok" ? "QUOTA_EXCEEDED" : "ok");
    expect(await differencesOf(id)).toEqual([]);
  });

  it("is off by default, and a call that was reserved while it was on is still covered", async () => {
    await switchSetting("ai_overage_enabled", true);
    const id = await createFundedOrganization(50);
    expect(await outcomeOf(start(id))).toBe("QUOTA_EXCEEDED");
    await allow(id, { enabled: true, limit: 50 });
    const { callId } = await start(id);
    await allow(id, { enabled: false, limit: 10 });
    expect(await outcomeOf(start(id, 0, 1))).toBe("QUOTA_EXCEEDED");
    expect(await settleCall(callId, used(40, 70))).toMatchObject({ spent: { allotment: 50, overage: 50 }, unbilled: 10 });
    expect(await differencesOf(id)).toEqual([]);
  });
});

describe("overage with the default plan", () => {
  it("is not used, even if it was turned on with another plan", async () => {
    await switchSetting("ai_overage_enabled", true);
    const id = await createFundedOrganization(0);
    await allow(id, { enabled: true, limit: 50 });
    expect(await outcomeOf(start(id, 0, 10))).toBe("ok");
    await setGrantedPlan(id, null);
    expect((await viewOf(id)).overage).toMatchObject({ enabled: true, available: 0 });
    expect(await outcomeOf(start(id, 0, 100_001))).toBe("QUOTA_EXCEEDED");
    expect(await outcomeOf(start(id, 0, 100_000))).toBe("ok");
    expect(await differencesOf(id)).toEqual([]);
  });
});

describe("a call is refused", () => {
  it("while AI is switched off, even for an organization with credits", async () => {
    const id = await createFundedOrganization(1_000);
    const running = await start(id);
    await switchSetting("ai_enabled", false);
    expect(await outcomeOf(start(id))).toBe("FEATURE_DISABLED");
    expect(await settleCall(running.callId, used(1, 1))).toMatchObject({ spent: { allotment: 2 } });
    await inSystemTransaction((db) => db.systemSetting.update({ where: { name: "ai_enabled" }, data: { value: "on" } }));
    expect(await outcomeOf(start(id))).toBe("FEATURE_DISABLED");
    expect((await viewOf(id)).ai).toEqual({ inPlan: true, enabled: false });
    await switchSetting("ai_enabled", true);
    expect(await outcomeOf(start(id))).toBe("ok");
  });

  it("if AI is switched off while it waits for the account", async () => {
    const id = await createFundedOrganization(1_000);
    const holder = new pg.Client({ connectionString: own.superuserUrl });
    await holder.connect();
    try {
      await holder.query("BEGIN");
      await holder.query("SELECT 1 FROM credit_accounts WHERE organization_id = $1 FOR UPDATE", [id]);
      const waiting = outcomeOf(start(id));
      const blocked = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
      await expect.poll(async () => (await queryAt(own.superuserUrl, blocked)).length, { timeout: 10_000 }).toBe(1);
      await switchSetting("ai_enabled", false);
      await holder.query("COMMIT");
      expect(await waiting).toBe("FEATURE_DISABLED");
      expect((await viewOf(id)).allotment).toMatchObject({ used: 0, reserved: 0 });
    } finally {
      await holder.end();
      await switchSetting("ai_enabled", true);
    }
  });

  it("if the plan has no AI, or says so in a way that cannot be read", async () => {
    const id = await createFundedOrganization(1_000);
    for (const enable_ai of [false, "true"]) {
      await usePlan(id, { token_limit: 1_000, enable_ai });
      expect(await outcomeOf(start(id))).toBe("FEATURE_DISABLED");
    }
    await usePlan(id, { token_limit: "1000", enable_ai: true });
    expect(await outcomeOf(start(id))).toBe("QUOTA_EXCEEDED");
  });

  it("by the declared defaults, if its plan stores nothing", async () => {
    const id = await createFundedOrganization(1_000, 1_000);
    await usePlan(id, {});
    const { features } = await inSystemTransaction((db) => planOf(db, id), "read only");
    const { allotment, ai } = await viewOf(id);
    expect({ token_limit: allotment.limit ?? -1, enable_ai: ai.inPlan }).toEqual(features);
    expect(await outcomeOf(start(id))).toBe(features.enable_ai ? "ok" : "FEATURE_DISABLED");
  });

  it("if its model has no price, its organization is suspended, or organization or user do not exist", async () => {
    const id = await createFundedOrganization(1_000);
    expect(await outcomeOf(startCall({ ...callOf(id), model: "unknown" }))).toBe("MODEL_PRICE_MISSING");
    expect(await outcomeOf(start(randomUUID()))).toBe("NOT_FOUND");
    expect(await outcomeOf(startCall({ ...callOf(id), userId: randomUUID() }))).toBe("NOT_FOUND");
    const suspend = (suspendedAt: Date | null) =>
      inSystemTransaction((db) => db.organization.update({ where: { id }, data: { suspendedAt }, select: { id: true } }));
    const running = await start(id);
    await suspend(new Date());
    expect(await outcomeOf(start(id))).toBe("ORGANIZATION_SUSPENDED");
    expect(await settleCall(running.callId, used(1, 1))).toMatchObject({ spent: { allotment: 2 } });
    await suspend(null);
    expect(await outcomeOf(start(id))).toBe("ok");
  });
});

describe("a refund", () => {
  const refund = (organizationId: string, amount: number) =>
    inSystemTransaction((db) => takeBack(db, { organizationId, credits: credits(amount), source: randomUUID() }));
  const buy = (organizationId: string, amount: number) =>
    inSystemTransaction((db) => addPurchase(db, { organizationId, credits: credits(amount), source: randomUUID() }));

  it("takes what a running call has reserved, so that cancelling the call frees nothing", async () => {
    const id = await createFundedOrganization(0);
    await buy(id, 1_000_000);
    const { callId } = await start(id, 0, 1_000_000);
    expect(await refund(id, 1_000_000)).toMatchObject({ amount: -1_000_000, purchased: -1_000_000 });
    expect((await viewOf(id)).purchased).toEqual({ available: 0, reserved: 1_000_000, owed: 1_000_000 });
    await settleCall(callId, { inputTokens: 0, outputTokens: 0, outcome: "cancelled" });
    expect(await viewOf(id)).toMatchObject({ available: 0, purchased: { available: 0, reserved: 0, owed: 0 } });
    expect(await outcomeOf(start(id, 0, 1))).toBe("QUOTA_EXCEEDED");
    expect(await differencesOf(id)).toEqual([]);
  });

  it("leaves what was used to be owed, and the next purchase pays that first", async () => {
    const id = await createFundedOrganization(10);
    await buy(id, 100);
    const { callId } = await start(id, 0, 90);
    await refund(id, 100);
    // The call keeps what it has reserved.
    expect(await settleCall(callId, used(0, 60))).toMatchObject({ spent: { allotment: 10, purchased: 50 }, unbilled: 0 });
    expect((await viewOf(id)).purchased).toMatchObject({ available: 0, owed: 50 });
    expect(await buy(id, 40)).toMatchObject({ purchased: -10 });
    expect(await outcomeOf(start(id, 0, 1))).toBe("QUOTA_EXCEEDED");
    await buy(id, 40);
    expect((await viewOf(id)).purchased).toMatchObject({ available: 30, owed: 0 });
    expect(await outcomeOf(start(id, 0, 31))).toBe("QUOTA_EXCEEDED");
    expect(await outcomeOf(start(id, 0, 30))).toBe("ok");
    expect(await differencesOf(id)).toEqual([]);
  });
});

describe("a reservation that nobody settles", () => {
  it("no longer counts after 15 minutes, before any job has run, and is flagged", async () => {
    const id = await createFundedOrganization(100);
    const { callId } = await start(id);
    const { createdAt, expiresAt } = (await rowOf(callId)) ?? {};
    expect(Number(expiresAt) - Number(createdAt)).toBe(15 * 60_000);
    expect(await outcomeOf(start(id))).toBe("QUOTA_EXCEEDED");
    await expireCall(callId);
    expect((await viewOf(id)).available).toBe(100);
    expect(await outcomeOf(start(id))).toBe("ok");
    expect(await rowOf(callId)).toMatchObject({ status: "expired", expiredAt: expect.any(Date) });
    expect(await differencesOf(id)).toEqual([]);
  });

  it("is charged when it is settled late, as far as credits are left, and stays flagged", async () => {
    const id = await createFundedOrganization(100);
    const { callId } = await start(id);
    await expireCall(callId);
    const other = await start(id, 0, 70);
    const late = { spent: { allotment: 30, purchased: 0, overage: 0 }, unbilled: 50, isFirst: true };
    expect(await settleCall(callId, used(40, 40))).toMatchObject(late);
    expect(await settleCall(callId, used(40, 40))).toMatchObject({ ...late, isFirst: false });
    expect(await rowOf(callId)).toMatchObject({ status: "settled", expiredAt: expect.any(Date), unbilled: 50n });
    expect(await settleCall(other.callId, used(0, 70))).toMatchObject({ spent: { allotment: 70 }, unbilled: 0 });
    expect(await differencesOf(id)).toEqual([]);
  });
});

describe("a new window", () => {
  it("renews the allotment and the overage, and keeps purchased credits", async () => {
    await switchSetting("ai_overage_enabled", true);
    const id = await createFundedOrganization(100, 50);
    await allow(id, { enabled: true, limit: 50 });
    await settleCall((await start(id, 0, 170)).callId, used(0, 170));
    expect((await viewOf(id)).available).toBe(30);
    await beginWindow(id);
    expect(await viewOf(id)).toMatchObject({
      allotment: { used: 0, available: 100 },
      purchased: { available: 0 },
      overage: { used: 0, available: 50 },
    });
    expect(await outcomeOf(start(id, 0, 151))).toBe("QUOTA_EXCEEDED");
    expect(await outcomeOf(start(id, 0, 150))).toBe("ok");
    expect(await differencesOf(id)).toEqual([]);
  });

  it("is not charged for a call of the window before, whose reservation does not return to it either", async () => {
    const id = await createFundedOrganization(100);
    const { callId } = await start(id);
    const before = await rowOf(callId);
    await beginWindow(id);
    const { callId: second } = await start(id);
    expect(await settleCall(callId, used(40, 5))).toMatchObject({ spent: { allotment: 45 } });
    expect((await viewOf(id)).allotment).toMatchObject({ used: 0, reserved: 100, available: 0 });
    expect(await rowOf(callId)).toMatchObject({ windowStart: before?.windowStart });
    await settleCall(second, used(0, 1));
    expect((await viewOf(id)).allotment).toMatchObject({ used: 1, reserved: 0, available: 99 });
    expect(await differencesOf(id)).toEqual([]);
  });

  it("never begins twice: an anchor that goes back and forth grants nothing", async () => {
    const id = await createFundedOrganization(100);
    await beginWindow(id);
    await settleCall((await start(id)).callId, used(40, 60));
    const { window } = await viewOf(id);
    const move = (days: number) =>
      inSystemTransaction(
        (db) => db.$executeRaw`
          UPDATE billing_accounts SET anchor_at = ${window.start}::timestamptz + make_interval(days => ${days}::int) WHERE organization_id = ${id}::uuid`,
      );
    for (const days of [-10, 0, -3, 0]) {
      await move(days);
      expect((await viewOf(id)).allotment.available).toBe(0);
      expect(await outcomeOf(start(id, 0, 1))).toBe("QUOTA_EXCEEDED");
    }
    expect(await differencesOf(id)).toEqual([]);
  });

  it.each([
    ["2026-01-31T10:00:00Z", "2026-02-28T09:59:59Z", "2026-01-31T10:00:00Z", "2026-02-28T10:00:00Z"],
    ["2026-01-31T10:00:00Z", "2026-02-28T10:00:00Z", "2026-02-28T10:00:00Z", "2026-03-31T10:00:00Z"],
    ["2026-01-31T10:00:00Z", "2026-03-31T09:00:00Z", "2026-02-28T10:00:00Z", "2026-03-31T10:00:00Z"],
    ["2027-12-31T23:59:59Z", "2028-02-29T23:59:59Z", "2028-02-29T23:59:59Z", "2028-03-31T23:59:59Z"],
    ["2026-05-15T00:00:00Z", "2026-05-15T00:00:00Z", "2026-05-15T00:00:00Z", "2026-06-15T00:00:00Z"],
    ["2026-05-15T00:00:00Z", "2026-05-14T23:59:59Z", "2026-04-15T00:00:00Z", "2026-05-15T00:00:00Z"],
    ["2020-02-29T12:00:00Z", "2026-11-30T04:00:00Z", "2026-11-29T12:00:00Z", "2026-12-29T12:00:00Z"],
  ])("of an organization from %s is at %s the one from %s to %s", async (anchor, at, starts, ends) => {
    const rows = await inSystemTransaction(
      (db) => db.$queryRaw<object[]>`SELECT * FROM credit_window(${anchor}::timestamptz, ${at}::timestamptz)`,
    );
    expect(rows).toEqual([{ starts: new Date(starts), ends: new Date(ends) }]);
  });
});

describe("a change of the plan within a window", () => {
  it("counts what has been used, in both directions, so that changing to and fro grants nothing", async () => {
    const id = await createFundedOrganization(100);
    await settleCall((await start(id)).callId, used(40, 40));
    const available: (number | null)[] = [];
    for (const token_limit of [1_000, 50, 1_000, -1, 50, 100]) {
      await usePlan(id, { token_limit, enable_ai: true });
      available.push((await viewOf(id)).allotment.available);
      await outcomeOf(start(id, 0, 1_000_000));
    }
    // The call with an unlimited plan is still reserved, and leaves nothing of the plans after it.
    expect(available).toEqual([920, 0, 920, null, 0, 0]);
    expect(await differencesOf(id)).toEqual([]);
  });

  it("does not take from a call what it has reserved", async () => {
    const id = await createFundedOrganization(100);
    const { callId } = await start(id);
    await usePlan(id, { token_limit: 10, enable_ai: true });
    expect(await settleCall(callId, used(40, 60))).toMatchObject({ spent: { allotment: 100 }, unbilled: 0 });
    expect((await viewOf(id)).allotment).toMatchObject({ used: 100, available: 0 });
    expect(await differencesOf(id)).toEqual([]);
  });
});

describe("a failed renewal", () => {
  const DEFAULT_LIMIT = 100_000;

  it("gives the allotment of the default plan to windows that nobody has paid for, and the plan's once they are paid", async () => {
    const id = await createFundedOrganization(0);
    await setGrantedPlan(id, null);
    const { id: planId } = await insertPlan({ features: { token_limit: 2_000_000, enable_ai: true } });
    const change = (data: Parameters<SystemDb["billingAccount"]["update"]>[0]["data"]) =>
      inSystemTransaction((db) => db.billingAccount.update({ where: { organizationId: id }, data, select: { id: true } }));
    await change({ planId, subscriptionStatus: "active", currentPeriodStart: new Date(Date.now() - 86_400_000) });
    await beginWindow(id);
    await settleCall((await start(id, 0, 150_000)).callId, used(0, 150_000));
    const limitOf = async () => (await viewOf(id)).allotment.limit;
    const { start: begun } = (await viewOf(id)).window;
    expect(await limitOf()).toBe(2_000_000);
    // A window that began before the period that is not paid stays.
    await change({ subscriptionStatus: "past_due", currentPeriodStart: new Date(begun.getTime() + 1) });
    expect(await limitOf()).toBe(2_000_000);
    await change({ currentPeriodStart: begun });
    expect(await limitOf()).toBe(DEFAULT_LIMIT);
    expect(await outcomeOf(start(id, 0, 1))).toBe("QUOTA_EXCEEDED");
    await beginWindow(id);
    expect(await limitOf()).toBe(DEFAULT_LIMIT);
    expect(await outcomeOf(start(id, 0, DEFAULT_LIMIT + 1))).toBe("QUOTA_EXCEEDED");
    await change({ subscriptionStatus: "active" });
    expect(await limitOf()).toBe(2_000_000);
    await change({ subscriptionStatus: "past_due", grantedPlanId: planId });
    expect(await limitOf()).toBe(2_000_000);
    expect(await differencesOf(id)).toEqual([]);
  });
});

describe("the deletion", () => {
  it("of an organization takes its ledger along, and a call that is running ends without an error", async () => {
    const { organization, session } = await createPerson();
    const { callId } = await start(organization.id);
    await deleteOrganization(callerOf(await actorOf(session.token, organization.slug)), { name: organization.name });
    expect(await settleCall(callId, used(1, 1))).toBeNull();
    const count = await inSystemTransaction((db) => db.creditEntry.count({ where: { organizationId: organization.id } }));
    expect(count).toBe(0);
  });

  it("of a user leaves what they used with their organization, without their id", async () => {
    const { organization } = await createPerson();
    const { user } = await createMember(organization, "member");
    const { callId } = await startCall({ ...callOf(organization.id), userId: user.id });
    await inSystemTransaction((db) => db.user.delete({ where: { id: user.id }, select: { id: true } }));
    expect(await settleCall(callId, used(40, 1))).toMatchObject({ spent: { allotment: 41 } });
    expect(await rowOf(callId)).toMatchObject({ userId: null });
  });
});
