// Changes a plan for all organizations that have it. Stored features without a declaration are removed. Prices apply to new
// subscriptions only.
import "server-only";
import { sessionOrToken } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { adminOperation } from "@/lib/access/operation";
import { ownRow } from "@/lib/access/recheck";
import { AppError } from "@/lib/errors/app-error";
import { changesOf, columnsOf } from "./columns";
import { lockPlan, writePlan } from "./queries";
import { UpdatePlanInput } from "./schemas";
import { PlanView, toPlanView } from "./view";

/** Later than the version that is replaced, even within the same millisecond. */
const laterThan = (before: Date) => new Date(Math.max(Date.now(), before.getTime() + 1));

/** @throws AppError VALIDATION_ERROR */
function refusePrices({ monthlyPriceCents, yearlyPriceCents }: ReturnType<typeof columnsOf>): void {
  const text = "The default plan has no price.";
  const fields = {
    ...(monthlyPriceCents === null ? {} : { monthly_price: text }),
    ...(yearlyPriceCents === null ? {} : { yearly_price: text }),
  };
  if (Object.keys(fields).length > 0) throw new AppError("VALIDATION_ERROR", { fields });
}

export const updatePlan = adminOperation({
  name: "admin.update-plan",
  accepts: sessionOrToken,
  effect: "write",
  limit: generalLimitOnly,
  input: UpdatePlanInput,
  lock: ownRow,
  run: async ({ db }, { id, if_updated_at, ...input }) => {
    const before = await lockPlan(db, id);
    if (if_updated_at !== undefined && new Date(if_updated_at).getTime() !== before.updatedAt.getTime())
      throw new AppError("CONFLICT");
    const columns = columnsOf(input);
    if (before.isDefault) refusePrices(columns);
    const row = await writePlan(db, before.id, { ...columns, updatedAt: laterThan(before.updatedAt) });
    return { id: row.id, slug: row.slug, plan: toPlanView(row), changes: changesOf(before, columns) };
  },
  audit: ({ output }) => ({ entityType: "plan", entityId: output.slug, ...output.changes }),
});

/** The JSON that the route sends. */
export const updatedPlan = { schema: PlanView, of: ({ plan }: { plan: PlanView }) => plan };
