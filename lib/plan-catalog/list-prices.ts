// The public price list: the plans that are public, with what they include, in the order of the console.
import "server-only";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { NoInput } from "@/lib/access/no-input";
import { publicOperation } from "@/lib/access/operation";
import { storedFeatures } from "@/lib/plans/feature-value";
import type { ShownFeature } from "./feature-words";
import { featureValues, PLAN_FEATURES, type FeatureValues } from "./plan-features";
import { findPlans } from "./queries";

export interface PricedPlan {
  slug: string;
  name: string;
  description: string;
  isDefault: boolean;
  /** Null if the plan is not sold for this interval. */
  monthlyPriceCents: number | null;
  yearlyPriceCents: number | null;
  currency: string;
  features: FeatureValues;
}

export interface PriceList {
  plans: PricedPlan[];
  features: readonly ShownFeature[];
}

export const listPrices = publicOperation({
  name: "plans.list-prices",
  effect: "read",
  limit: generalLimitOnly,
  input: NoInput,
  run: async ({ db }): Promise<PriceList> => {
    const rows = await findPlans(db);
    const plans = rows
      .filter(({ isPublic }) => isPublic)
      .map((row) => ({
        slug: row.slug,
        name: row.name,
        description: row.description,
        isDefault: row.isDefault,
        monthlyPriceCents: row.monthlyPriceCents,
        yearlyPriceCents: row.yearlyPriceCents,
        currency: row.currency,
        features: featureValues(storedFeatures(row.features)),
      }));
    return { plans, features: PLAN_FEATURES };
  },
});
