// Reads a stored value of a plan through its declaration, so that a missing or invalid value never breaks an operation. The
// SQL functions plan_limit and plan_switch read values by the same rules.
import "server-only";
import {
  UNLIMITED,
  type FeatureValue,
  type LimitFeature,
  type PlanFeature,
  type SwitchFeature,
} from "@/lib/access/plan-feature";

export type StoredFeatures = Readonly<Record<string, unknown>>;

/** The features of a row of `plans`. A CHECK constraint requires an object. */
export function storedFeatures(column: unknown): StoredFeatures {
  return typeof column === "object" && column !== null && !Array.isArray(column) ? (column as StoredFeatures) : {};
}

function limitOf({ default: byDefault }: LimitFeature, stored: unknown): number {
  if (typeof stored !== "number" || !Number.isSafeInteger(stored)) return byDefault;
  return stored === UNLIMITED ? UNLIMITED : Math.max(stored, 0);
}

const switchOf = ({ default: byDefault }: SwitchFeature, stored: unknown): boolean =>
  typeof stored === "boolean" ? stored : byDefault;

/** A missing or invalid value counts as the declared default, and every negative number except -1 as 0. */
export function featureValue<F extends PlanFeature>(declared: F, features: StoredFeatures): FeatureValue<F> {
  const stored = Object.hasOwn(features, declared.name) ? features[declared.name] : undefined;
  const value = declared.kind === "limit" ? limitOf(declared, stored) : switchOf(declared, stored);
  return value as FeatureValue<F>;
}

/** Whether a limit allows one more than `used`. */
export const hasRoom = (limit: number, used: number): boolean => limit === UNLIMITED || used < limit;

/** The limit, or null if it is unlimited. */
export const maximumOf = (limit: number): number | null => (limit === UNLIMITED ? null : limit);
