// Makes a plan the default: at once for all organizations that have neither a granted plan nor a live subscription. Exactly one
// plan is the default at any time. It has no price and no subscribers, so that nobody pays for what everybody has.
import "server-only";
import { sessionOrToken } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { adminOperation } from "@/lib/access/operation";
import { ownRow } from "@/lib/access/recheck";
import { AppError } from "@/lib/errors/app-error";
import { countSubscribers, getPlanRow, lockPlans } from "./queries";
import { OnePlanWithReasonInput } from "./schemas";

export const changeDefaultPlan = adminOperation({
  name: "admin.change-default-plan",
  accepts: sessionOrToken,
  effect: "write",
  limit: generalLimitOnly,
  input: OnePlanWithReasonInput,
  lock: ownRow,
  run: async ({ db }, { id }) => {
    await lockPlans(db);
    const plan = await getPlanRow(db, id);
    if (plan.isDefault) throw new AppError("CONFLICT");
    if (plan.monthlyPriceCents !== null || plan.yearlyPriceCents !== null) throw new AppError("PLAN_HAS_PRICE");
    if ((await countSubscribers(db, plan.id)) > 0) throw new AppError("PLAN_IN_USE");
    const before = await db.plan.findFirst({ where: { isDefault: true }, select: { slug: true } });
    // One statement: the constraint against two defaults is deferred to the commit.
    await db.$executeRaw`UPDATE plans SET is_default = (id = ${plan.id}::uuid) WHERE is_default OR id = ${plan.id}::uuid`;
    return { id: plan.id, slug: plan.slug, before: before?.slug ?? null };
  },
  audit: ({ output }) => ({
    entityType: "plan",
    entityId: output.slug,
    before: { default_plan: output.before },
    after: { default_plan: output.slug },
  }),
});
