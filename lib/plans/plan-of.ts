// The plan that applies to an organization now, with the values of its features. The SQL function effective_plan_id decides
// which plan that is.
import "server-only";
import type { FeatureValue, PlanFeature } from "@/lib/access/plan-feature";
import type { SystemDb, TenantDb } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors/app-error";
import { AI_FEATURES } from "./ai-features";
import { featureValue, storedFeatures } from "./feature-value";

type Named<F extends PlanFeature> = { readonly [Each in F as Each["name"]]: FeatureValue<Each> };

export interface OrganizationPlan<F extends PlanFeature> {
  id: string;
  slug: string;
  name: string;
  /** Whether it is the plan that organizations have without choosing one. */
  isDefault: boolean;
  features: Named<F | (typeof AI_FEATURES)[number]>;
}

interface Row {
  id: string;
  slug: string;
  name: string;
  is_default: boolean;
  features: unknown;
}

/**
 * @param own declarations of plan features besides those of AI, whose values the caller needs
 * @throws AppError NOT_FOUND if the organization does not exist or is out of reach of the transaction
 */
export async function planOf<const F extends PlanFeature = never>(
  db: SystemDb | TenantDb,
  organizationId: string,
  own: readonly F[] = [],
): Promise<OrganizationPlan<F>> {
  const [row] = await db.$queryRaw<Row[]>`
    SELECT id, slug, name, is_default, features FROM plans WHERE id = (SELECT effective_plan_id(${organizationId}::uuid))`;
  if (!row) throw new AppError("NOT_FOUND");
  const stored = storedFeatures(row.features);
  const values = [...AI_FEATURES, ...own].map((declared) => [declared.name, featureValue(declared, stored)] as const);
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    isDefault: row.is_default,
    features: Object.fromEntries(values) as OrganizationPlan<F>["features"],
  };
}
