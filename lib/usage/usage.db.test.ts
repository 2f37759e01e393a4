// What members read about the credits of their organization, and the switch of its overage.
import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Caller } from "@/lib/access/actor";
import { settleCall } from "@/lib/credits/settle-call";
import { startCall } from "@/lib/credits/start-call";
import { Prisma } from "@/lib/db/generated/client";
import { inSystemTransaction, inTenantTransaction } from "@/lib/db/transaction";
import { env } from "@/lib/env/server";
import { resolveApiKey } from "@/lib/api-keys/resolve-api-key";
import { removeMember } from "@/lib/memberships/remove-member";
import { insertApiKey } from "@/tests/factories/api-keys";
import { actorOf, callerOf, createMember, createPerson } from "@/tests/factories/callers";
import { callOf, expireCall, switchSetting, usePlan } from "@/tests/factories/credits";
import { fillUsageLog } from "@/tests/factories/usage";
import { outcomeOf } from "@/tests/factories/outcome";
import { setGrantedPlan } from "@/tests/factories/plans";
import { queryAt, superuserDatabaseUrl } from "@/tests/setup/databases";
import { changeOverage } from "./change-overage";
import { lastDays } from "./days";
import { getUsageSummary } from "./get-usage-summary";
import { listCalls } from "./list-calls";
import { listTopUsers } from "./list-top-users";
import { callsPerDay, pageOfCalls, usersByCredits } from "./queries";

async function tenant(tokenLimit = 1_000) {
  const { organization, user, session } = await createPerson();
  await usePlan(organization.id, { token_limit: tokenLimit, enable_ai: true });
  const admin = async () => callerOf(await actorOf(session.token, organization.slug));
  const [member, reader] = [await createMember(organization, "member"), await createMember(organization, "readonly")];
  return { organization, user, admin, member, reader };
}

async function call(organizationId: string, userId: string | null, used = { inputTokens: 30, outputTokens: 20 }) {
  const { callId } = await startCall({ ...callOf(organizationId), userId });
  await settleCall(callId, { ...used, outcome: "settled" });
  return callId;
}

/** The second waits for the first, and not for the holder. */
const WAITING = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";

const entriesOf = ({ request }: Caller) =>
  inSystemTransaction((db) =>
    db.auditEntry.findMany({
      where: { requestId: request.requestId },
      select: { action: true, outcome: true, organizationId: true, before: true, after: true },
    }),
  );

afterEach(() => inSystemTransaction((db) => db.systemSetting.deleteMany({})));

describe("the summary of usage", () => {
  it("shows what is left in each bucket, what is reserved, and today's use", async () => {
    const { organization, user, admin } = await tenant();
    await call(organization.id, user.id);
    await startCall(callOf(organization.id));
    const summary = await getUsageSummary(await admin(), {});
    expect(summary).toMatchObject({
      allotment: { limit: 1_000, used: 50, reserved: 100, available: 850 },
      purchased: { available: 0, reserved: 0 },
      overage: { is_enabled: false, is_allowed: false, limit: 0, used: 0, reserved: 0, available: 0 },
      available: 850,
      ai: { is_in_plan: true, is_enabled: true },
    });
    expect(summary.days).toHaveLength(30);
    expect(summary.days.at(-1)).toEqual({ day: new Date().toISOString().slice(0, 10), credits: 50, calls: 2 });
    expect(summary.days.slice(0, -1).every(({ calls }) => calls === 0)).toBe(true);
    expect(Date.parse(summary.window.end)).toBeGreaterThan(Date.now());
  });

  it("values overage by the credit packs on sale, and not at all while there are none", async () => {
    const { admin } = await tenant();
    expect((await getUsageSummary(await admin(), {})).overage_price).toBeNull();
    vi.stubGlobal("gatehouseEnv", { ...env(), STRIPE_SECRET_KEY: "sk_test_0123456789" });
    expect((await getUsageSummary(await admin(), {})).overage_price).toEqual({ per_million_cents: 780, limit_cents: 0 });
  });

  it("has no limit in an unlimited plan", async () => {
    const { organization, admin } = await tenant(-1);
    await call(organization.id, null);
    expect(await getUsageSummary(await admin(), {})).toMatchObject({
      allotment: { limit: null, used: 50, available: null },
      available: null,
    });
  });

  it("counts a call on the day on which it started, in UTC", async () => {
    const { organization, admin } = await tenant();
    const { first, last } = lastDays();
    const at = (day: Date, ms: number) => new Date(day.getTime() + ms);
    const times = [at(first, -1), first, at(last, -1), last];
    await fillUsageLog(
      organization.id,
      times.map((createdAt) => ({ createdAt, tokens: 10 })),
    );
    const { days } = await getUsageSummary(await admin(), {});
    expect(days.filter(({ calls }) => calls > 0).map(({ day, credits }) => [day, credits])).toEqual([
      [first.toISOString().slice(0, 10), 10],
      [at(last, -1).toISOString().slice(0, 10), 10],
      [last.toISOString().slice(0, 10), 10],
    ]);
  });

  it("is refused to readers, and shows nothing of another organization", async () => {
    const [own, other] = [await tenant(), await tenant()];
    await call(other.organization.id, other.user.id);
    expect(await outcomeOf(getUsageSummary(await own.reader.caller(), {}))).toBe("ACCESS_DENIED");
    expect(await getUsageSummary(await own.member.caller(), {})).toMatchObject({ allotment: { used: 0 }, available: 1_000 });
    expect((await listCalls(await own.admin(), {})).items).toEqual([]);
    expect((await listTopUsers(await own.admin(), {})).items).toEqual([]);
  });
});

describe("the list of calls", () => {
  it("shows each call once, newest first, in pages", async () => {
    const { organization, admin } = await tenant();
    const times = Array.from({ length: 5 }, (_, age) => new Date(Date.now() - Math.floor(age / 2) * 60_000));
    await fillUsageLog(
      organization.id,
      times.map((createdAt) => ({ createdAt, tokens: 1 })),
    );
    const caller = await admin();
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listCalls(caller, { limit: 2, ...(cursor === undefined ? {} : { cursor }) });
      seen.push(...page.items.map(({ id, created_at }) => `${created_at} ${id}`));
      cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined);
    expect(new Set(seen).size).toBe(5);
    expect(seen).toEqual(seen.toSorted().toReversed());
  });

  it("shows what was charged and from where, what runs, and what expired before it is tidied up", async () => {
    const { organization, user, admin } = await tenant(120);
    await inSystemTransaction(
      (db) => db.$executeRaw`
        SELECT 1 FROM change_purchased_credits(${organization.id}::uuid, 'purchase', 500::bigint, ${randomUUID()})`,
    );
    await call(organization.id, user.id, { inputTokens: 40, outputTokens: 60 });
    await call(organization.id, user.id);
    const running = await startCall(callOf(organization.id));
    const { callId } = await startCall(callOf(organization.id));
    await expireCall(callId);
    const { items } = await listCalls(await admin(), {});
    expect(items).toMatchObject([
      { id: callId, status: "expired", reserved: 0, credits: { allotment: 0, purchased: 0, overage: 0 }, user: null },
      { id: running.callId, status: "reserved", reserved: 100, settled_at: null },
      { status: "settled", reserved: 0, input_tokens: 30, output_tokens: 20, credits: { allotment: 20, purchased: 30 } },
      { status: "settled", credits: { allotment: 100, purchased: 0, overage: 0 }, user: { id: user.id, name: user.name } },
    ]);
  });

  it("shows admins who made a call, and members only that a call is their own", async () => {
    const { organization, user, admin, member } = await tenant();
    for (const userId of [user.id, member.user.id, null]) await call(organization.id, userId);
    const usersSeenBy = async (caller: Caller) =>
      (await listCalls(caller, {})).items.map((each) => each.user?.id ?? null).toReversed();
    expect(await usersSeenBy(await admin())).toEqual([user.id, member.user.id, null]);
    expect(await usersSeenBy(await member.caller())).toEqual([null, member.user.id, null]);
    const { key } = await insertApiKey({ organizationId: organization.id, userId: null, role: "member" });
    const byKey = callerOf((await resolveApiKey(key, organization.slug)) ?? { kind: "anonymous" });
    expect(await usersSeenBy(byKey)).toEqual([null, null, null]);
  });

  it("shows the calls of a former member without a name", async () => {
    const { organization, admin, member } = await tenant();
    await call(organization.id, member.user.id);
    await removeMember(await admin(), { id: member.membership.id });
    const [items] = [(await listCalls(await admin(), {})).items];
    expect(items).toMatchObject([{ user: null, credits: { allotment: 50 } }]);
    expect(JSON.stringify(items)).not.toContain(member.user.id);
  });
});

describe("the top users", () => {
  it("are ordered by credits, with former members and keys as one", async () => {
    const { organization, user, admin, member } = await tenant();
    const former = await createMember(organization, "member");
    await call(organization.id, user.id);
    await call(organization.id, user.id);
    await call(organization.id, member.user.id);
    await call(organization.id, former.user.id);
    await call(organization.id, null);
    await call(organization.id, null);
    await removeMember(await admin(), { id: former.membership.id });
    expect((await listTopUsers(await admin(), {})).items).toEqual([
      { user: null, calls: 3, credits: 150 },
      { user: { id: user.id, name: user.name }, calls: 2, credits: 100 },
      { user: { id: member.user.id, name: member.user.name }, calls: 1, credits: 50 },
    ]);
    expect(await outcomeOf(listTopUsers(await member.caller(), {}))).toBe("ACCESS_DENIED");
  });
});

describe("the overage of an organization", () => {
  it("is turned on and off with its limit, and each change is audited with what it replaced", async () => {
    const { organization, admin } = await tenant(50);
    await switchSetting("ai_overage_enabled", true);
    expect(await outcomeOf(startCall(callOf(organization.id)))).toBe("QUOTA_EXCEEDED");
    const [on, off] = [await admin(), await admin()];
    await changeOverage(on, { enabled: "true", limit: "200" });
    expect((await getUsageSummary(await admin(), {})).overage).toMatchObject({
      is_enabled: true,
      limit: 200,
      available: 200,
    });
    expect(await outcomeOf(startCall(callOf(organization.id)))).toBe("ok");
    await changeOverage(off, { enabled: false, limit: 100 });
    expect((await getUsageSummary(await admin(), {})).overage).toMatchObject({
      is_enabled: false,
      available: 0,
      reserved: 50,
    });
    const entry = { action: "usage.change-overage", outcome: "ok", organizationId: organization.id };
    const [nothing, first, second] = [
      { overage: false, overage_limit: 0 },
      { overage: true, overage_limit: 200 },
      { overage: false, overage_limit: 100 },
    ];
    expect(await entriesOf(on)).toEqual([{ ...entry, before: nothing, after: first }]);
    expect(await entriesOf(off)).toEqual([{ ...entry, before: first, after: second }]);
  });

  it("cannot be turned on while the system's switch is off, but can be turned off", async () => {
    const { admin } = await tenant();
    expect(await outcomeOf(changeOverage(await admin(), { enabled: true, limit: 10 }))).toBe("FEATURE_DISABLED");
    await switchSetting("ai_overage_enabled", true);
    await changeOverage(await admin(), { enabled: true, limit: 10 });
    await switchSetting("ai_overage_enabled", false);
    expect(await outcomeOf(changeOverage(await admin(), { enabled: true, limit: 20 }))).toBe("FEATURE_DISABLED");
    expect((await getUsageSummary(await admin(), {})).overage).toMatchObject({ is_enabled: true, limit: 10, available: 0 });
    expect(await outcomeOf(changeOverage(await admin(), { enabled: false, limit: 10 }))).toBe("ok");
    expect((await getUsageSummary(await admin(), {})).overage).toMatchObject({ is_enabled: false });
  });

  it("keeps its limit when it is turned off without one", async () => {
    const { admin } = await tenant();
    await switchSetting("ai_overage_enabled", true);
    await changeOverage(await admin(), { enabled: true, limit: 10 });
    const off = await admin();
    await changeOverage(off, { enabled: "false" });
    expect((await getUsageSummary(await admin(), {})).overage).toMatchObject({ is_enabled: false, limit: 10 });
    expect(await entriesOf(off)).toMatchObject([{ after: { overage: false, overage_limit: 10 } }]);
  });

  it("keeps a limit that another admin sets while it is being turned off", async () => {
    const { organization, admin } = await tenant();
    await switchSetting("ai_overage_enabled", true);
    await changeOverage(await admin(), { enabled: true, limit: 10 });
    const holder = new pg.Client({ connectionString: superuserDatabaseUrl });
    await holder.connect();
    try {
      await holder.query("BEGIN");
      await holder.query("SELECT 1 FROM credit_accounts WHERE organization_id = $1 FOR UPDATE", [organization.id]);
      const untilBlocked = (count: number) =>
        expect.poll(async () => (await queryAt(superuserDatabaseUrl, WAITING)).length, { timeout: 10_000 }).toBe(count);
      const raised = changeOverage(await admin(), { enabled: true, limit: 500 });
      await untilBlocked(1);
      const off = await admin();
      const ended = changeOverage(off, { enabled: false });
      await untilBlocked(2);
      await holder.query("COMMIT");
      await Promise.all([raised, ended]);
      expect((await getUsageSummary(await admin(), {})).overage).toMatchObject({ is_enabled: false, limit: 500 });
      const values = [
        { overage: true, overage_limit: 500 },
        { overage: false, overage_limit: 500 },
      ];
      expect(await entriesOf(off)).toMatchObject([{ before: values[0], after: values[1] }]);
    } finally {
      await holder.end();
    }
  });

  it("needs a plan other than the default and a recent proof to be turned on, and neither to be turned off", async () => {
    const { organization, admin } = await tenant();
    await switchSetting("ai_overage_enabled", true);
    const { actor } = await admin();
    if (actor.kind !== "member" || actor.credential.kind !== "session") throw new Error("not a session");
    const old = { ...actor, credential: { ...actor.credential, proof: { method: "password" as const, secondsAgo: 3_600 } } };
    const on = { enabled: true, limit: 10 };
    expect(await outcomeOf(changeOverage(callerOf(old), on))).toBe("RECENT_PROOF_REQUIRED");
    expect(await outcomeOf(changeOverage(await admin(), on))).toBe("ok");
    expect(await outcomeOf(changeOverage(callerOf(old), { enabled: false }))).toBe("ok");
    await setGrantedPlan(organization.id, null);
    expect((await getUsageSummary(await admin(), {})).plan).toMatchObject({ is_default: true });
    expect(await outcomeOf(changeOverage(await admin(), on))).toBe("FEATURE_DISABLED");
    expect(await outcomeOf(changeOverage(await admin(), { enabled: false }))).toBe("ok");
  });

  it.each([
    [{ enabled: true }],
    [{ limit: 5 }],
    [{ enabled: "on", limit: 5 }],
    [{ enabled: true, limit: 0 }],
    [{ enabled: true, limit: -1 }],
    [{ enabled: true, limit: 1.5 }],
    [{ enabled: true, limit: "" }],
    [{ enabled: true, limit: "1,000" }],
    [{ enabled: true, limit: 1e15 + 1 }],
    [{ enabled: true, limit: 2 ** 53 }],
    [{ enabled: true, limit: "Infinity" }],
    [{ enabled: true, limit: 5, organization_id: randomUUID() }],
  ])("is not changed by %j", async (input) => {
    const { admin } = await tenant();
    await switchSetting("ai_overage_enabled", true);
    const caller = await admin();
    expect(await outcomeOf(changeOverage(caller, input))).toBe("VALIDATION_ERROR");
    expect((await getUsageSummary(await admin(), {})).overage).toMatchObject({ is_enabled: false, limit: 0 });
    expect(await entriesOf(caller)).toEqual([]);
  });

  it("is changed by admins only", async () => {
    const { member, reader, admin } = await tenant();
    await switchSetting("ai_overage_enabled", true);
    for (const person of [member, reader])
      expect(await outcomeOf(changeOverage(await person.caller(), { enabled: true, limit: 5 }))).toBe("ACCESS_DENIED");
    expect((await getUsageSummary(await admin(), {})).overage).toMatchObject({ is_enabled: false, limit: 0 });
  });

  it("keeps an unbroken chain of audited values when it is changed at the same time", async () => {
    const { admin } = await tenant();
    await switchSetting("ai_overage_enabled", true);
    const callers = await Promise.all(Array.from({ length: 6 }, admin));
    await Promise.all(callers.map((caller, at) => changeOverage(caller, { enabled: true, limit: at + 1 })));
    const entries = (await Promise.all(callers.map(entriesOf))).flat() as unknown as {
      before: { overage_limit: number };
      after: { overage_limit: number };
    }[];
    const befores = entries.map(({ before }) => before.overage_limit).toSorted();
    const { overage } = await getUsageSummary(await admin(), {});
    const afters = entries.map(({ after }) => after.overage_limit).filter((limit) => limit !== overage.limit);
    expect(befores).toEqual([0, ...afters].toSorted());
  });
});

describe("with many calls, the queries of an organization", () => {
  it("read the index of the organization, and no more calls than they need", async () => {
    const [own, other] = [await tenant(), await tenant()];
    const day = 86_400_000;
    const calls = Array.from({ length: 4_000 }, (_, age) => ({
      createdAt: new Date(Date.now() - (age * day) / 40),
      tokens: 3,
    }));
    for (const { organization } of [own, other]) await fillUsageLog(organization.id, calls);
    await inSystemTransaction((db) => db.$executeRaw`SET LOCAL ROLE NONE`.then(() => db.$executeRaw`ANALYZE usage_log`));
    const { id } = own.organization;
    const { first, last } = lastDays();
    const place = { at: new Date(Date.now() - 50 * day), id: randomUUID() };
    const explain = async (query: Prisma.Sql) =>
      JSON.stringify(
        await inTenantTransaction(id, (db) => db.$queryRaw(Prisma.sql`EXPLAIN (ANALYZE, FORMAT JSON) ${query}`)),
      );
    for (const after of [undefined, place]) {
      const plan = await explain(pageOfCalls({ organizationId: id, after, limit: 21 }));
      expect(plan).toContain("usage_log_organization_id_created_at_id_idx");
      expect(plan).not.toContain('"Sort"');
      expect([...plan.matchAll(/"Relation Name":"usage_log".*?"Actual Rows":(\d+)/g)].map(([, rows]) => rows)).toEqual([
        "21",
      ]);
    }
    for (const query of [callsPerDay(id, { first, last }), usersByCredits(id, first, 10)]) {
      const plan = await explain(query);
      expect(plan).not.toMatch(/"Node Type":"Seq Scan"[^{}]*"Relation Name":"usage_log"/);
      const rows = [...plan.matchAll(/"Relation Name":"usage_log".*?"Actual Rows":(\d+)/g)].map(([, count]) =>
        Number(count),
      );
      expect(Math.max(...rows)).toBeLessThanOrEqual(1_240);
    }
  });
});
