// The console's writes on plans: audited once, without effect for everyone but system admins, and safe when two of them run at
// once.
import { randomUUID } from "node:crypto";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Caller } from "@/lib/access/actor";
import { inSystemTransaction, inTenantTransaction } from "@/lib/db/transaction";
import { planOf } from "@/lib/plans/plan-of";
import { actorOf, anonymous, callerOf, createPerson } from "@/tests/factories/callers";
import { outcomeOf } from "@/tests/factories/outcome";
import { insertPlan, newPlan, planChanges, setGrantedPlan, SOME_FEATURES } from "@/tests/factories/plans";
import { createSystemAdmin } from "@/tests/factories/system-admin";
import { changeDefaultPlan } from "./change-default-plan";
import { createPlan } from "./create-plan";
import { deletePlan } from "./delete-plan";
import { getOrganizationPlan } from "./get-organization-plan";
import { getPlan } from "./get-plan";
import { grantPlan, withdrawPlan } from "./grant-plan";
import { listPlans } from "./list-plans";
import { listPrices } from "./list-prices";
import { updatePlan } from "./update-plan";

const REASON = "Asked for in ticket 4711";
const DAY_MS = 86_400_000;

let admin: Awaited<ReturnType<typeof createSystemAdmin>>;
let caller: Caller;
beforeAll(async () => {
  admin = await createSystemAdmin();
});
beforeEach(async () => {
  caller = await admin.caller();
});

const rowOf = (id: string) => inSystemTransaction((db) => db.plan.findUnique({ where: { id } }));
const newOrganization = async () => (await createPerson()).organization.id;
const effective = async (id: string) => (await inTenantTransaction(id, (db) => planOf(db, id))).slug;

const recordsOf = (entityId: string) =>
  inSystemTransaction((db) =>
    db.auditEntry.findMany({
      where: { entityId, action: { startsWith: "admin." } },
      orderBy: { createdAt: "asc" },
      select: { action: true, outcome: true, reason: true, before: true, after: true, entityType: true },
    }),
  );

const both = async (work: (caller: Caller, at: number) => Promise<unknown>) => {
  const callers = [await admin.caller(), await (await createSystemAdmin()).caller()];
  return Promise.all(callers.map((each, at) => outcomeOf(work(each, at))));
};

describe("admin.create-plan", () => {
  it("creates a plan with what the form sends, and is audited with its values", async () => {
    const input = newPlan();
    const plan = await createPlan(caller, input);
    expect(plan).toMatchObject({
      slug: input.slug,
      monthly_price: "19.50",
      yearly_price: "190.00",
      is_default: false,
      is_public: false,
      features: SOME_FEATURES,
      drift: [],
      granted: 0,
      subscribed: 0,
    });
    expect(await getPlan(caller, { id: plan.id })).toEqual(plan);
    const [record, ...more] = await recordsOf(input.slug);
    expect(more).toEqual([]);
    expect(record).toMatchObject({ action: "admin.create-plan", outcome: "ok", reason: REASON, entityType: "plan" });
    expect(record?.after).toMatchObject({ monthly_price_cents: 1950, position: 60, ...SOME_FEATURES });
  });

  it("refuses a slug that another plan has, even if two are created at once", async () => {
    const input = newPlan();
    expect((await both((each) => createPlan(each, input))).sort()).toEqual(["VALIDATION_ERROR", "ok"]);
    expect(await inSystemTransaction((db) => db.plan.count({ where: { slug: input.slug } }))).toBe(1);
    await expect(createPlan(caller, input)).rejects.toMatchObject({ fields: { slug: "Another plan has this slug." } });
  });
});

describe("admin.update-plan", () => {
  it("changes the plan for the organizations that have it, and records only what changed", async () => {
    const plan = await insertPlan({ features: { ...SOME_FEATURES, old: 1 }, name: "Team", position: 60 });
    const id = await newOrganization();
    await setGrantedPlan(id, plan.id);
    const { plan: changed } = await updatePlan(caller, { id: plan.id, ...planChanges(), token_limit: "unlimited" });
    expect(changed).toMatchObject({ id: plan.id, name: "Team", drift: [] });
    expect((await inTenantTransaction(id, (db) => planOf(db, id))).features.token_limit).toBe(-1);
    const [record] = await recordsOf(plan.slug);
    expect(record).toMatchObject({ action: "admin.update-plan", reason: REASON });
    expect(record?.before).toEqual({
      description: "For a test.",
      is_public: true,
      monthly_price_cents: null,
      yearly_price_cents: null,
      token_limit: SOME_FEATURES.token_limit,
      old: 1,
    });
    expect(record?.after).toMatchObject({ is_public: false, monthly_price_cents: 1950, token_limit: -1, old: null });
  });

  it("succeeds once for each version of the plan if two admins save at once", async () => {
    const plan = await insertPlan();
    const { updated_at } = await getPlan(caller, { id: plan.id });
    const outcomes = await both((each, at) =>
      updatePlan(each, { id: plan.id, ...planChanges(), name: `Team ${at}`, if_updated_at: updated_at }),
    );
    expect(outcomes.toSorted()).toEqual(["CONFLICT", "ok"]);
    expect((await rowOf(plan.id))?.name).toBe(`Team ${outcomes.indexOf("ok")}`);
    expect(await recordsOf(plan.slug)).toHaveLength(1);
  });

  it("changes the version even if the clock is behind", async () => {
    const ahead = new Date(Date.now() + DAY_MS);
    const plan = await insertPlan({ updatedAt: ahead });
    const { plan: changed } = await updatePlan(caller, { id: plan.id, ...planChanges() });
    expect(new Date(changed.updated_at).getTime()).toBe(ahead.getTime() + 1);
  });
});

describe("admin.delete-plan", () => {
  it("deletes an unused plan, and records what it was", async () => {
    const plan = await insertPlan({ features: SOME_FEATURES });
    await deletePlan(caller, { id: plan.id, reason: REASON });
    expect(await rowOf(plan.id)).toBeNull();
    expect((await recordsOf(plan.slug))[0]).toMatchObject({ action: "admin.delete-plan", before: SOME_FEATURES });
  });

  it.each(["grantedPlanId", "planId"])("refuses a plan that an organization has as %s", async (column) => {
    const plan = await insertPlan();
    const organizationId = await newOrganization();
    await inSystemTransaction((db) =>
      db.billingAccount.update({ where: { organizationId }, data: { [column]: plan.id }, select: { id: true } }),
    );
    expect(await outcomeOf(deletePlan(caller, { id: plan.id, reason: REASON }))).toBe("PLAN_IN_USE");
    expect(await rowOf(plan.id)).not.toBeNull();
    expect(await recordsOf(plan.slug)).toEqual([]);
  });

  it("refuses the default plan", async () => {
    const { items } = await listPlans(caller, {});
    const [standard] = items.filter(({ is_default }) => is_default);
    expect(await outcomeOf(deletePlan(caller, { id: standard?.id, reason: REASON }))).toBe("PLAN_IN_USE");
  });

  it("never leaves an organization with a plan that is deleted at the same time", async () => {
    for (let run = 0; run < 5; run += 1) {
      const [plan, id] = [await insertPlan(), await newOrganization()];
      const [granted, deleted] = await both((each, at) =>
        at === 0
          ? grantPlan(each, { id, plan: plan.slug, reason: REASON })
          : deletePlan(each, { id: plan.id, reason: REASON }),
      );
      expect([
        ["ok", "PLAN_IN_USE"],
        ["VALIDATION_ERROR", "ok"],
      ]).toContainEqual([granted, deleted]);
      expect(await effective(id)).toBe(granted === "ok" ? plan.slug : "free");
    }
  });
});

describe("admin.change-default-plan", () => {
  const makeDefault = async (slug: string) => {
    const { items } = await listPlans(caller, {});
    const plan = items.find((each) => each.slug === slug);
    if (plan && !plan.is_default) await changeDefaultPlan(await admin.caller(), { id: plan.id, reason: REASON });
  };
  afterEach(() => makeDefault("free"));

  it("applies at once to organizations without another plan, and only to them", async () => {
    const [plan, granted] = [await insertPlan(), await insertPlan()];
    const [plain, favored] = [await newOrganization(), await newOrganization()];
    await setGrantedPlan(favored, granted.id);
    await changeDefaultPlan(caller, { id: plan.id, reason: REASON });
    expect([await effective(plain), await effective(favored)]).toEqual([plan.slug, granted.slug]);
    expect((await recordsOf(plan.slug))[0]).toMatchObject({
      before: { default_plan: "free" },
      after: { default_plan: plan.slug },
    });
    expect(await outcomeOf(changeDefaultPlan(caller, { id: plan.id, reason: REASON }))).toBe("CONFLICT");
  });

  it.each(["monthlyPriceCents", "yearlyPriceCents"])(
    "refuses a plan with %s, and a price for the default plan",
    async (column) => {
      const plan = await insertPlan({ [column]: 2_900 });
      expect(await outcomeOf(changeDefaultPlan(caller, { id: plan.id, reason: REASON }))).toBe("PLAN_HAS_PRICE");
      expect((await rowOf(plan.id))?.isDefault).toBe(false);
      const { items } = await listPlans(caller, {});
      const standard = items.find(({ is_default }) => is_default);
      await expect(updatePlan(caller, { id: standard?.id, ...planChanges() })).rejects.toMatchObject({
        code: "VALIDATION_ERROR",
      });
      expect(await rowOf(standard?.id ?? "")).toMatchObject({ monthlyPriceCents: null, yearlyPriceCents: null });
    },
  );

  it("refuses a plan that somebody pays for, until the subscription has ended", async () => {
    const [plan, organizationId] = [await insertPlan(), await newOrganization()];
    const subscribe = (subscriptionStatus: string) =>
      inSystemTransaction((db) =>
        db.billingAccount.updateMany({ where: { organizationId }, data: { planId: plan.id, subscriptionStatus } }),
      );
    for (const status of ["active", "past_due", "unpaid", "paused", "incomplete"]) {
      await subscribe(status);
      expect(await outcomeOf(changeDefaultPlan(caller, { id: plan.id, reason: REASON }))).toBe("PLAN_IN_USE");
    }
    expect((await rowOf(plan.id))?.isDefault).toBe(false);
    await subscribe("canceled");
    expect(await outcomeOf(changeDefaultPlan(caller, { id: plan.id, reason: REASON }))).toBe("ok");
  });

  it("leaves exactly one default if two plans are chosen at once", async () => {
    const plans = [await insertPlan(), await insertPlan()];
    for (let run = 0; run < 5; run += 1) {
      const outcomes = await both((each, at) => changeDefaultPlan(each, { id: plans[at]?.id, reason: REASON }));
      expect(outcomes.filter((outcome) => outcome !== "ok" && outcome !== "CONFLICT")).toEqual([]);
      const defaults = await inSystemTransaction((db) => db.plan.count({ where: { isDefault: true } }));
      expect(defaults).toBe(1);
    }
  });
});

describe("admin.grant-plan", () => {
  it("applies at once, and withdrawing it restores the plan before", async () => {
    const id = await newOrganization();
    await grantPlan(caller, { id, plan: "premium", reason: REASON });
    expect(await getOrganizationPlan(caller, { id })).toMatchObject({
      plan: { slug: "premium" },
      source: "grant",
      granted: { slug: "premium" },
      subscription: null,
    });
    await withdrawPlan(await admin.caller(), { id, reason: REASON });
    expect(await getOrganizationPlan(caller, { id })).toMatchObject({
      plan: { slug: "free" },
      source: "default",
      granted: null,
    });
    expect((await recordsOf(id)).map(({ action }) => action)).toEqual(["admin.grant-plan", "admin.withdraw-plan"]);
  });

  it("keeps one of two plans that are granted at once, and records in which order", async () => {
    const id = await newOrganization();
    expect(await both((each, at) => grantPlan(each, { id, plan: ["premium", "professional"][at], reason: REASON }))).toEqual(
      ["ok", "ok"],
    );
    const [first, second] = await recordsOf(id);
    expect(first?.before).toEqual({ granted_plan: null });
    expect(second?.before).toEqual(first?.after);
    expect(second?.after).toEqual({ granted_plan: await effective(id) });
  });

  it("refuses an unknown plan, and changes nothing", async () => {
    const id = await newOrganization();
    await expect(grantPlan(caller, { id, plan: "platinum", reason: REASON })).rejects.toMatchObject({
      code: "VALIDATION_ERROR",
      fields: { plan: "Please choose a plan." },
    });
    expect([await effective(id), await recordsOf(id)]).toEqual(["free", []]);
  });
});

describe("the console's writes on plans", () => {
  const WRITES = {
    create: (each: Caller) => createPlan(each, newPlan()),
    update: (each: Caller, id: string) => updatePlan(each, { id, ...planChanges() }),
    delete: (each: Caller, id: string) => deletePlan(each, { id, reason: REASON }),
    makeDefault: (each: Caller, id: string) => changeDefaultPlan(each, { id, reason: REASON }),
  };

  it.each(Object.entries(WRITES))("are refused to everyone but system admins: %s", async (_name, write) => {
    const plan = await insertPlan();
    const { session, organization } = await createPerson();
    const before = await rowOf(plan.id);
    const count = () => inSystemTransaction((db) => db.plan.count());
    const plans = await count();
    expect(await outcomeOf(write(anonymous(), plan.id))).toBe("UNAUTHORIZED");
    for (const slug of [null, organization.slug]) {
      const stranger = callerOf(await actorOf(session.token, slug));
      expect(await outcomeOf(write(stranger, plan.id))).toBe("ACCESS_DENIED");
    }
    expect([await rowOf(plan.id), await count()]).toEqual([before, plans]);
  });

  it.each(["update", "delete", "makeDefault"] as const)("treat unknown and malformed ids alike: %s", async (name) => {
    for (const id of [randomUUID(), "x", ""]) expect(await outcomeOf(WRITES[name](caller, id))).toBe("NOT_FOUND");
  });

  it("have no effect without a reason, or with an unknown field", async () => {
    const plan = await insertPlan();
    const before = await rowOf(plan.id);
    const { reason: _reason, ...unreasoned } = planChanges();
    for (const input of [unreasoned, { ...planChanges(), is_default: true }, { ...planChanges(), currency: "eur" }])
      expect(await outcomeOf(updatePlan(caller, { id: plan.id, ...input }))).toBe("VALIDATION_ERROR");
    expect(await outcomeOf(deletePlan(caller, { id: plan.id, reason: "x" }))).toBe("VALIDATION_ERROR");
    expect(await rowOf(plan.id)).toEqual(before);
    expect(await recordsOf(plan.slug)).toEqual([]);
  });
});

describe("drift", () => {
  it("breaks neither the lists nor the price list, and is reported by the console", async () => {
    const plan = await insertPlan({ features: { token_limit: "many", enable_ai: 1, old: { deep: [] } } });
    const { items } = await listPlans(caller, {});
    const shown = items.find(({ id }) => id === plan.id);
    expect(shown?.drift).toEqual(
      expect.arrayContaining([
        { feature: "token_limit", kind: "invalid" },
        { feature: "enable_ai", kind: "invalid" },
        { feature: "old", kind: "unknown" },
      ]),
    );
    expect(shown?.features).toMatchObject({ token_limit: 0, enable_ai: false });
    const { plans } = await listPrices(anonymous(), {});
    expect(plans.find(({ slug }) => slug === plan.slug)?.features).toMatchObject({ token_limit: 0, enable_ai: false });
  });
});

describe("plans.list-prices", () => {
  it("shows anyone the public plans in their order, and no hidden plan", async () => {
    const hidden = await insertPlan({ isPublic: false });
    const { plans } = await listPrices(anonymous(), {});
    expect(plans.slice(0, 3).map(({ slug, monthlyPriceCents }) => [slug, monthlyPriceCents])).toEqual([
      ["free", null],
      ["professional", 2900],
      ["premium", 9900],
    ]);
    expect(plans.map(({ slug }) => slug)).not.toContain(hidden.slug);
  });
});
