// The plan of an organization and where it comes from, with the plans that can be granted to it, for the console.
import "server-only";
import { z } from "zod";
import { sessionOrToken } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { adminOperation } from "@/lib/access/operation";
import { planOf } from "@/lib/plans/plan-of";
import { findPlans, getAccount } from "./queries";
import { OrganizationInput } from "./schemas";

const PlanName = z.strictObject({ slug: z.string(), name: z.string() });

export const OrganizationPlanView = z
  .strictObject({
    /** The plan that applies. */
    plan: PlanName,
    source: z.enum(["grant", "subscription", "default"]),
    granted: PlanName.nullable(),
    subscription: z
      .strictObject({
        plan: PlanName,
        /** Stripe's own word, such as `active`. */
        status: z.string().nullable(),
        interval: z.string().nullable(),
      })
      .nullable(),
    /** All plans, in their order. */
    choices: z.array(PlanName),
  })
  .meta({ title: "OrganizationPlan" });
export type OrganizationPlanView = z.output<typeof OrganizationPlanView>;

const nameOf = ({ slug, name }: { slug: string; name: string }) => ({ slug, name });

export const getOrganizationPlan = adminOperation({
  name: "admin.get-organization-plan",
  accepts: sessionOrToken,
  effect: "read",
  limit: generalLimitOnly,
  input: OrganizationInput,
  output: OrganizationPlanView,
  run: async ({ db }, { id }): Promise<OrganizationPlanView> => {
    const { grantedPlan, plan, subscriptionStatus, billingInterval } = await getAccount(db, id);
    const effective = await planOf(db, id);
    // An ended subscription keeps its plan in the account, and that plan may have become the default.
    const isSubscribed = plan !== null && effective.id === plan.id && !plan.isDefault;
    return {
      plan: nameOf(effective),
      source: grantedPlan ? "grant" : isSubscribed ? "subscription" : "default",
      granted: grantedPlan && nameOf(grantedPlan),
      subscription: plan && { plan: nameOf(plan), status: subscriptionStatus, interval: billingInterval },
      choices: (await findPlans(db)).map(nameOf),
    };
  },
});
