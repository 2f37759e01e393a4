// All plan features: those of the product's features and those of AI. The console's forms, the price list and the search for
// drift go through this list.
import "server-only";
import type { PlanFeature } from "@/lib/access/plan-feature";
import { FEATURES } from "@/lib/features/features";
import { AI_FEATURES } from "@/lib/plans/ai-features";
import { featureValue, type StoredFeatures } from "@/lib/plans/feature-value";

const ofFeatures = FEATURES.flatMap(({ planFeatures = [] }): readonly PlanFeature[] => planFeatures);

export const PLAN_FEATURES: readonly PlanFeature[] = [...ofFeatures, ...AI_FEATURES];

export type FeatureValues = Readonly<Record<string, number | boolean>>;

/** The value of every plan feature, as operations apply it. */
export function featureValues(features: StoredFeatures): FeatureValues {
  return Object.fromEntries(PLAN_FEATURES.map((declared) => [declared.name, featureValue(declared, features)]));
}
