// What the console reads about the usage of all organizations. Other tests of this database use credits as well, so each test
// looks at its own models and organizations.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import pg from "pg";
import { checkLedger } from "@/lib/credits/check-ledger";
import { listModelPrices } from "@/lib/credits/list-model-prices";
import { setModelPrice } from "@/lib/credits/set-model-price";
import { settleCall } from "@/lib/credits/settle-call";
import { startCall } from "@/lib/credits/start-call";
import { inSystemTransaction } from "@/lib/db/transaction";
import { anonymous, callerOf, actorOf, createPerson } from "@/tests/factories/callers";
import { callOf, createFundedOrganization, expireCall } from "@/tests/factories/credits";
import { outcomeOf } from "@/tests/factories/outcome";
import { createSystemAdmin } from "@/tests/factories/system-admin";
import { fillUsageLog } from "@/tests/factories/usage";
import { superuserDatabaseUrl } from "@/tests/setup/databases";
import { lastDays } from "./days";
import { getFleetUsage } from "./get-fleet-usage";
import { getOrganizationCredits } from "./get-organization-credits";
import { listExpiredCalls } from "./list-expired-calls";

const superuser = new pg.Client({ connectionString: superuserDatabaseUrl });
let admin: Awaited<ReturnType<typeof createSystemAdmin>>;
beforeAll(async () => {
  await superuser.connect();
  admin = await createSystemAdmin();
});
afterAll(() => superuser.end());

/** More than any other test uses, so that the test's own rows are among the top. */
const MANY = 1_000_000;

describe("the usage of all organizations", () => {
  it("adds up the last thirty days by day, model and organization", async () => {
    const [one, other] = [await createFundedOrganization(0), await createFundedOrganization(0)];
    const models: [string, string] = [`model-${randomUUID()}`, `model-${randomUUID()}`];
    const { first, last } = lastDays();
    const before = await getFleetUsage(await admin.caller(), {});
    const early = new Date(first.getTime() - 1);
    await fillUsageLog(one, [
      { createdAt: early, tokens: 9 * MANY, model: models[0] },
      { createdAt: first, tokens: 3 * MANY, model: models[0] },
      { createdAt: last, tokens: 2 * MANY, model: models[1] },
    ]);
    await fillUsageLog(other, [
      { createdAt: last, tokens: MANY, model: models[0] },
      { createdAt: last, tokens: MANY, model: models[0], expired: true },
    ]);
    const usage = await getFleetUsage(await admin.caller(), {});
    const sum = (calls: number, credits: number, unsuccessful = 0) => ({
      calls,
      unsuccessful,
      input_tokens: 0,
      output_tokens: credits,
      credits,
      unbilled: 0,
      cost_microusd: credits,
    });
    expect(usage.models.filter(({ model }) => models.includes(model))).toEqual([
      { model: models[0], ...sum(3, 4 * MANY, 1) },
      { model: models[1], ...sum(1, 2 * MANY) },
    ]);
    expect(
      usage.organizations
        .filter(({ organization: { id } }) => [one, other].includes(id))
        .map(({ organization, ...rest }) => [organization.id, rest]),
    ).toEqual([
      [one, sum(2, 5 * MANY)],
      [other, sum(2, MANY, 1)],
    ]);
    expect(usage.days.map(({ day }) => day)).toEqual(before.days.map(({ day }) => day));
    expect(usage.days).toHaveLength(30);
    expect((usage.days[0]?.credits ?? 0) - (before.days[0]?.credits ?? 0)).toBe(3 * MANY);
    expect((usage.days.at(-1)?.credits ?? 0) - (before.days.at(-1)?.credits ?? 0)).toBe(3 * MANY);
    expect(usage.totals.credits - before.totals.credits).toBe(6 * MANY);
  });

  it("lists the expired calls of all organizations once, latest first, released or not", async () => {
    const organization = await createFundedOrganization(1_000);
    const waiting = await startCall(callOf(organization));
    await expireCall(waiting.callId);
    const ages = [1, 2, 2, 3].map((minutes) => new Date(Date.now() - 900_000 - minutes * 60_000));
    await fillUsageLog(
      organization,
      ages.map((createdAt) => ({ createdAt, tokens: 5, expired: true })),
    );
    const running = await startCall(callOf(await createFundedOrganization(1_000)));
    const caller = await admin.caller();
    const seen: { id: string; expires_at: string; is_released: boolean; organization: { id: string } }[] = [];
    let cursor: string | undefined;
    do {
      const page = await listExpiredCalls(caller, { limit: 2, ...(cursor === undefined ? {} : { cursor }) });
      seen.push(...page.items);
      cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined);
    const keys = seen.map(({ id, expires_at }) => `${expires_at} ${id}`);
    expect(keys).toEqual([...new Set(keys)].toSorted().toReversed());
    const own = seen.filter((each) => each.organization.id === organization);
    expect(own).toHaveLength(5);
    expect(own.filter(({ is_released }) => !is_released).map(({ id }) => id)).toEqual([waiting.callId]);
    expect(seen.map(({ id }) => id)).not.toContain(running.callId);
  });

  it("shows the credits of one organization, and refuses unknown ones", async () => {
    const organization = await createFundedOrganization(1_000, 300);
    const { callId } = await startCall(callOf(organization));
    await settleCall(callId, { inputTokens: 1, outputTokens: 1, outcome: "settled" });
    const caller = await admin.caller();
    expect(await getOrganizationCredits(caller, { id: organization.toUpperCase() })).toMatchObject({
      allotment: { limit: 1_000, used: 2 },
      purchased: { available: 300 },
      available: 1_298,
    });
    for (const id of [randomUUID(), "x", ""])
      expect(await outcomeOf(getOrganizationCredits(caller, { id }))).toBe("NOT_FOUND");
  });
});

describe("the ledger check", () => {
  it("finds an account that was changed from outside, and is quiet without one", async () => {
    const organization = await createFundedOrganization(1_000, 50);
    const ofOrganization = async () =>
      (await checkLedger(await admin.caller(), {})).differences.filter(({ organization_id: id }) => id === organization);
    expect(await ofOrganization()).toEqual([]);
    await superuser.query("UPDATE credit_accounts SET purchased = purchased + 7 WHERE organization_id = $1", [organization]);
    expect(await ofOrganization()).toEqual([{ organization_id: organization, what: "purchased", kept: 57, booked: 50 }]);
    await superuser.query("UPDATE credit_accounts SET purchased = purchased - 7 WHERE organization_id = $1", [organization]);
    expect(await ofOrganization()).toEqual([]);
  });
});

describe("the price of a model", () => {
  const reason = "The provider's new list";
  const priceOf = (model: string) => inSystemTransaction((db) => db.modelPrice.findUnique({ where: { model } }));
  const entriesOf = (requestId: string) =>
    inSystemTransaction((db) =>
      db.auditEntry.findMany({
        where: { requestId },
        select: { action: true, entityType: true, entityId: true, reason: true, before: true, after: true },
      }),
    );

  it("is added and changed exactly as it was written, and each change is audited with what it replaced", async () => {
    const model = `openai/${randomUUID()}`;
    const [first, second] = [await admin.caller(), await admin.caller()];
    await setModelPrice(first, { model, input_price: "0.1", output_price: "$0.000001", reason });
    expect(await priceOf(model)).toMatchObject({ inputPrice: 100_000n, outputPrice: 1n });
    await setModelPrice(second, { model, input_price: "999999.999999", output_price: "0", reason });
    expect((await listModelPrices(await admin.caller(), {})).items.find((each) => each.model === model)).toMatchObject({
      input_price_microusd: 999_999_999_999,
      output_price_microusd: 0,
    });
    const entry = { action: "admin.set-model-price", entityType: "model", entityId: model, reason };
    const added = { input_price_microusd: 100_000, output_price_microusd: 1 };
    const changed = { input_price_microusd: 999_999_999_999, output_price_microusd: 0 };
    expect(await entriesOf(first.request.requestId)).toEqual([{ ...entry, before: null, after: added }]);
    expect(await entriesOf(second.request.requestId)).toEqual([{ ...entry, before: added, after: changed }]);
  });

  it("applies to calls that start afterwards, and not to those that are running", async () => {
    const model = `model-${randomUUID()}`;
    const organization = await createFundedOrganization(1_000);
    const set = async (price: string) =>
      setModelPrice(await admin.caller(), { model, input_price: price, output_price: price, reason });
    const costOf = async (callId: string) =>
      (await settleCall(callId, { inputTokens: 10, outputTokens: 10, outcome: "settled" }))?.cost;
    const start = () => startCall({ ...callOf(organization), model });
    expect(await outcomeOf(start())).toBe("MODEL_PRICE_MISSING");
    await set("1");
    const running = await start();
    await set("2");
    const later = await start();
    expect([await costOf(running.callId), await costOf(later.callId)]).toEqual([20, 40]);
  });

  it.each([
    [{ input_price: "-1" }],
    [{ input_price: "0.0000001" }],
    [{ input_price: "1000000" }],
    [{ input_price: 0.15 }],
    [{ input_price: "" }],
    [{ input_price: undefined }],
    [{ model: "" }],
    [{ model: "two words" }],
    [{ model: "x".repeat(201) }],
    [{ reason: "" }],
    [{ updated_at: "2026-01-01T00:00:00Z" }],
  ])("is not set by %j", async (wrong) => {
    const model = `model-${randomUUID()}`;
    const input = { model, input_price: "1", output_price: "1", reason, ...wrong };
    expect(await outcomeOf(setModelPrice(await admin.caller(), input))).toBe("VALIDATION_ERROR");
    expect(await priceOf(model)).toBeNull();
  });

  it("is set by system admins only", async () => {
    const model = `model-${randomUUID()}`;
    const input = { model, input_price: "1", output_price: "1", reason };
    const { session, organization } = await createPerson();
    expect(await outcomeOf(setModelPrice(anonymous(), input))).toBe("UNAUTHORIZED");
    for (const slug of [null, organization.slug])
      expect(await outcomeOf(setModelPrice(callerOf(await actorOf(session.token, slug)), input))).toBe("ACCESS_DENIED");
    expect(await priceOf(model)).toBeNull();
  });
});
