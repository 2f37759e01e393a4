// Collects the features that list.ts exports, and derives the types of their names and flashes.
import "server-only";
import type { Feature } from "@/lib/access/feature-spec";
import { roleAtLeast, type OrganizationRole } from "@/lib/access/roles";
import * as list from "./list";

const listed: Readonly<Record<string, Feature>> = list;

export const FEATURES: readonly Feature[] = Object.values(listed);

/** The features that a member with this role may open. The dashboard and the search show no other feature's items. */
export function featuresOpenTo(role: OrganizationRole, features = FEATURES): readonly Feature[] {
  return features.filter(({ navigation }) => roleAtLeast(role, navigation.minRole));
}

type Listed = (typeof list)[keyof typeof list];
type FlashesOf<Each> = Each extends { flashes: infer Flashes } ? Extract<keyof Flashes, string> : never;

export type FeatureName = Listed["name"];
export type FeatureFlash = FlashesOf<Listed>;
