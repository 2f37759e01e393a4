// Deletes a plan that is neither the default nor the plan of any organization, and that no organization has an open page for: it
// would pay for a plan that does not exist.
import "server-only";
import { sessionOrToken } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { adminOperation } from "@/lib/access/operation";
import { ownRow } from "@/lib/access/recheck";
import { AppError } from "@/lib/errors/app-error";
import { recordedOf } from "./columns";
import { lockPlan } from "./queries";
import { OnePlanWithReasonInput } from "./schemas";

export const deletePlan = adminOperation({
  name: "admin.delete-plan",
  accepts: sessionOrToken,
  effect: "write",
  limit: generalLimitOnly,
  input: OnePlanWithReasonInput,
  lock: ownRow,
  run: async ({ db }, { id }) => {
    const plan = await lockPlan(db, id);
    const { grantedTo, subscribedBy, checkouts } = plan._count;
    if (plan.isDefault || grantedTo + subscribedBy + checkouts > 0) throw new AppError("PLAN_IN_USE");
    await db.plan.delete({ where: { id: plan.id }, select: { id: true } });
    return plan;
  },
  audit: ({ output }) => ({ entityType: "plan", entityId: output.slug, before: recordedOf(output) }),
});
