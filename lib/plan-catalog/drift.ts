// Compares the stored features of a plan with their declarations. Drift breaks nothing, because operations read every value
// through its declaration; the console shows it, so that an admin can correct the plan.
import "server-only";
import { UNLIMITED, type PlanFeature } from "@/lib/access/plan-feature";
import type { StoredFeatures } from "@/lib/plans/feature-value";
import { PLAN_FEATURES } from "./plan-features";

/**
 * `missing` and `invalid` values count as the declared default. A `negative` limit counts as 0. An `unknown` feature has no
 * declaration and no effect.
 */
export const DRIFT_KINDS = ["missing", "invalid", "negative", "unknown"] as const;
type DriftKind = (typeof DRIFT_KINDS)[number];

export interface Drift {
  feature: string;
  kind: DriftKind;
}

/** The maximum number of unknown features to report. */
const MOST_UNKNOWN = 20;
const MOST_NAME = 60;

function driftIn(declared: PlanFeature, features: StoredFeatures): DriftKind | null {
  if (!Object.hasOwn(features, declared.name)) return "missing";
  const stored = features[declared.name];
  if (declared.kind === "switch") return typeof stored === "boolean" ? null : "invalid";
  if (!Number.isSafeInteger(stored)) return "invalid";
  return Number(stored) < UNLIMITED ? "negative" : null;
}

export function driftOf(features: StoredFeatures, declarations = PLAN_FEATURES): Drift[] {
  const known = declarations.flatMap((declared): Drift[] => {
    const kind = driftIn(declared, features);
    return kind === null ? [] : [{ feature: declared.name, kind }];
  });
  const names = new Set(declarations.map(({ name }) => name));
  const unknown = Object.keys(features).filter((name) => !names.has(name));
  return [
    ...known,
    ...unknown.slice(0, MOST_UNKNOWN).map((name): Drift => ({ feature: name.slice(0, MOST_NAME), kind: "unknown" })),
  ];
}
