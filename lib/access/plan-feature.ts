// What a plan can allow: one declaration for each plan feature, where the feature is enforced. The console's forms, the price
// list and the reading of stored values all follow the declaration.
import "server-only";

interface Declared {
  /** The key in the stored features of a plan. */
  name: string;
  title: string;
  description: string;
}

/** A maximum: a whole number, or `UNLIMITED`. */
export interface LimitFeature extends Declared {
  kind: "limit";
  /** What is counted, in the plural. */
  unit: string;
  /** Applies to a plan without a valid value. */
  default: number;
}

/** Something that a plan includes or not. */
export interface SwitchFeature extends Declared {
  kind: "switch";
  default: boolean;
}

export type PlanFeature = LimitFeature | SwitchFeature;

export type FeatureValue<F extends PlanFeature> = F extends LimitFeature ? number : boolean;

/** The value of a limit that allows any number. */
export const UNLIMITED = -1;
