// What leaves the server of a plan: for the console with everything, and for the public price list with what is on sale.
import "server-only";
import { z } from "zod";
import { Time } from "@/lib/access/schemas";
import { storedFeatures } from "@/lib/plans/feature-value";
import { DRIFT_KINDS, driftOf } from "./drift";
import { featureValues, PLAN_FEATURES } from "./plan-features";
import { priceText } from "./prices";
import type { PlanRow } from "./queries";

const shape = Object.fromEntries(
  PLAN_FEATURES.map(({ name, kind, title }) => [name, (kind === "limit" ? z.int() : z.boolean()).describe(title)]),
);

/** The values that apply. -1 is unlimited. */
export const FeaturesView = z.strictObject(shape);

export const PlanView = z
  .strictObject({
    id: z.uuid(),
    slug: z.string(),
    name: z.string(),
    description: z.string(),
    monthly_price: z.string().nullable(),
    yearly_price: z.string().nullable(),
    currency: z.string(),
    is_default: z.boolean(),
    is_public: z.boolean(),
    position: z.number(),
    features: FeaturesView,
    /** Stored values that do not agree with the declarations of the features. */
    drift: z.array(z.strictObject({ feature: z.string(), kind: z.enum(DRIFT_KINDS) })),
    /** The number of organizations to which the console granted the plan. */
    granted: z.number(),
    /** The number of organizations whose subscription, which may have ended, is for the plan. */
    subscribed: z.number(),
    created_at: Time,
    updated_at: Time,
  })
  .meta({ title: "Plan" });
export type PlanView = z.output<typeof PlanView>;

export function toPlanView(row: PlanRow): PlanView {
  const stored = storedFeatures(row.features);
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    description: row.description,
    monthly_price: priceText(row.monthlyPriceCents),
    yearly_price: priceText(row.yearlyPriceCents),
    currency: row.currency,
    is_default: row.isDefault,
    is_public: row.isPublic,
    position: row.position,
    features: featureValues(stored),
    drift: driftOf(stored),
    granted: row._count.grantedTo,
    subscribed: row._count.subscribedBy,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}
