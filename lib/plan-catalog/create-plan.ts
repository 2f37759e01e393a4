// Adds a plan. No organization has it yet.
import "server-only";
import { sessionOrToken } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { adminOperation } from "@/lib/access/operation";
import { ownRow } from "@/lib/access/recheck";
import { AppError } from "@/lib/errors/app-error";
import { columnsOf, recordedOf } from "./columns";
import { insertPlan, lockPlans } from "./queries";
import { CreatePlanInput } from "./schemas";
import { PlanView, toPlanView } from "./view";

/** The list of plans is not paged. */
const MOST_PLANS = 200;

export const createPlan = adminOperation({
  name: "admin.create-plan",
  accepts: sessionOrToken,
  effect: "write",
  limit: generalLimitOnly,
  input: CreatePlanInput,
  output: PlanView,
  lock: ownRow,
  run: async ({ db }, input) => {
    const { slug } = input;
    await lockPlans(db);
    if ((await db.plan.count()) >= MOST_PLANS) throw new AppError("QUOTA_EXCEEDED");
    if ((await db.plan.count({ where: { slug } })) > 0)
      throw new AppError("VALIDATION_ERROR", { fields: { slug: "Another plan has this slug." } });
    return toPlanView(await insertPlan(db, { slug, ...columnsOf(input) }));
  },
  audit: ({ input }) => ({ entityType: "plan", entityId: input.slug, after: recordedOf(columnsOf(input)) }),
});
