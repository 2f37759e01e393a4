// The plan that applies to an organization, as SQL decides and as TypeScript reads it.
import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LimitFeature } from "@/lib/access/plan-feature";
import { inSystemTransaction, inTenantTransaction, type SystemDb } from "@/lib/db/transaction";
import { createPerson } from "@/tests/factories/callers";
import { insertPlan } from "@/tests/factories/plans";
import { ENABLE_AI, TOKEN_LIMIT } from "./ai-features";
import { featureValue } from "./feature-value";
import { planOf } from "./plan-of";

const MAX_REPORTS = {
  name: "max_reports",
  kind: "limit",
  title: "Reports",
  description: "The number of reports.",
  unit: "reports",
  default: 5,
} as const satisfies LimitFeature;

const newOrganization = async () => (await createPerson()).organization.id;

const account = (organizationId: string, data: Parameters<SystemDb["billingAccount"]["update"]>[0]["data"]) =>
  inSystemTransaction((db) => db.billingAccount.update({ where: { organizationId }, data, select: { id: true } }));

const planIn = (organizationId: string) =>
  inTenantTransaction(organizationId, (db) => planOf(db, organizationId, [MAX_REPORTS]));

describe("the plan of an organization", () => {
  it("is the default plan from the organization's creation, and has the features of AI", async () => {
    const id = await newOrganization();
    expect(await planIn(id)).toMatchObject({
      slug: "free",
      features: { token_limit: 100_000, enable_ai: true, max_reports: MAX_REPORTS.default },
    });
  });

  it.each([
    ["active", "subscribed"],
    ["trialing", "subscribed"],
    ["past_due", "subscribed"],
    ["canceled", "free"],
    ["unpaid", "free"],
    ["incomplete", "free"],
    ["incomplete_expired", "free"],
    ["paused", "free"],
    [null, "free"],
  ])("with a subscription that is %s, is %s", async (subscriptionStatus, expected) => {
    const id = await newOrganization();
    const plan = await insertPlan({ features: { max_reports: 9 } });
    await account(id, { planId: plan.id, subscriptionStatus });
    expect((await planIn(id)).slug).toBe(expected === "subscribed" ? plan.slug : "free");
  });

  it.each([
    [true, -1_000, "free"],
    [true, 60_000, "subscribed"],
    [false, -1_000, "subscribed"],
    [true, null, "subscribed"],
  ])(
    "with a subscription that is to end (%s) and whose period ends in %s ms, is %s",
    async (cancelAtPeriodEnd, ms, expected) => {
      const id = await newOrganization();
      const plan = await insertPlan();
      const currentPeriodEnd = ms === null ? null : new Date(Date.now() + ms);
      await account(id, { planId: plan.id, subscriptionStatus: "active", cancelAtPeriodEnd, currentPeriodEnd });
      expect((await planIn(id)).slug).toBe(expected === "subscribed" ? plan.slug : "free");
    },
  );

  it("is a granted plan before a subscription's, and the subscription's again afterwards", async () => {
    const id = await newOrganization();
    const [granted, subscribed] = [await insertPlan({ features: { max_reports: -1 } }), await insertPlan()];
    await account(id, { grantedPlanId: granted.id, planId: subscribed.id, subscriptionStatus: "active" });
    expect(await planIn(id)).toMatchObject({ slug: granted.slug, features: { max_reports: -1 } });
    await account(id, { grantedPlanId: null });
    expect((await planIn(id)).slug).toBe(subscribed.slug);
  });

  it("is unknown for another organization and for one that does not exist", async () => {
    const [mine, foreign] = [await newOrganization(), await newOrganization()];
    const seen = (id: string) => inTenantTransaction(mine, (db) => planOf(db, id));
    await expect(seen(foreign)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(seen(randomUUID())).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(inSystemTransaction((db) => planOf(db, randomUUID()))).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("is visible to its own organization if it is not public, and to no other", async () => {
    const [mine, foreign] = [await newOrganization(), await newOrganization()];
    const plan = await insertPlan({ isPublic: false });
    await account(mine, { grantedPlanId: plan.id });
    const visible = (id: string) =>
      inTenantTransaction(id, (db) => db.$queryRaw<unknown[]>`SELECT 1 FROM plans WHERE id = ${plan.id}::uuid`);
    expect(await visible(mine)).toHaveLength(1);
    expect(await visible(foreign)).toHaveLength(0);
  });
});

describe("the billing account of an organization", () => {
  it("exists once from the organization's creation, with the same start of its windows", async () => {
    const organizationId = await newOrganization();
    const rows = await inSystemTransaction((db) =>
      db.billingAccount.findMany({ where: { organizationId }, select: { anchorAt: true, organization: true } }),
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.anchorAt).toEqual(rows[0]?.organization.createdAt);
  });

  it("is deleted with the organization", async () => {
    const organizationId = await newOrganization();
    await inSystemTransaction((db) => db.organization.delete({ where: { id: organizationId }, select: { id: true } }));
    expect(await inSystemTransaction((db) => db.billingAccount.count({ where: { organizationId } }))).toBe(0);
  });

  it("keeps its plan from being deleted", async () => {
    const id = await newOrganization();
    const plan = await insertPlan();
    await account(id, { planId: plan.id });
    await expect(inSystemTransaction((db) => db.plan.delete({ where: { id: plan.id } }))).rejects.toThrow(
      /billing_accounts_plan_id_fkey/,
    );
  });
});

describe("the default plan", () => {
  const defaults = () =>
    inSystemTransaction((db) => db.plan.findMany({ where: { isDefault: true }, select: { slug: true } }));

  it("can be neither removed nor doubled", async () => {
    const plan = await insertPlan();
    const attempts = [
      (db: SystemDb) => db.$executeRaw`UPDATE plans SET is_default = true WHERE id = ${plan.id}::uuid`,
      (db: SystemDb) => db.$executeRaw`UPDATE plans SET is_default = false`,
      (db: SystemDb) => db.$executeRaw`DELETE FROM plans WHERE is_default`,
    ];
    const outcomes = await Promise.allSettled(attempts.map((attempt) => inSystemTransaction(attempt)));
    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    expect(await defaults()).toEqual([{ slug: "free" }]);
  });
});

describe("a stored value", () => {
  it("is read alike by SQL and by TypeScript", async () => {
    const json = fc.oneof(
      fc.integer({ min: -3, max: 3 }),
      fc.maxSafeInteger(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.constantFrom(2 ** 53, -(2 ** 53), 1e300, 1.5, -0.5),
      fc.boolean(),
      fc.jsonValue(),
    );
    const limit = { ...TOKEN_LIMIT, default: 11 };
    const enabled = { ...ENABLE_AI, default: true };
    const stored = fc.record({ token_limit: json, enable_ai: json }, { requiredKeys: [] });
    const samples = fc.sample(stored, { numRuns: 500, seed: 13 });
    const rows = await inSystemTransaction(
      (db) => db.$queryRaw<{ limit: bigint; on: boolean }[]>`
        SELECT plan_limit(features, 'token_limit', 11) AS limit, plan_switch(features, 'enable_ai', true) AS on
          FROM jsonb_array_elements(${JSON.stringify(samples)}::jsonb) WITH ORDINALITY AS sample (features, at) ORDER BY at`,
    );
    // A JSON text without -0, which JSON does not keep.
    const read = JSON.parse(JSON.stringify(samples)) as typeof samples;
    expect(rows.map(({ limit: value, on }) => [Number(value), on])).toEqual(
      read.map((features) => [featureValue(limit, features), featureValue(enabled, features)]),
    );
  });
});
