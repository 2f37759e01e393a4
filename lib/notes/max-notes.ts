// The number of notes that a plan allows in an organization.
import "server-only";
import type { LimitFeature } from "@/lib/access/plan-feature";

export const MAX_NOTES = {
  name: "max_notes",
  kind: "limit",
  title: "Notes",
  description: "The number of notes that an organization can have at the same time.",
  unit: "notes",
  default: 100,
} as const satisfies LimitFeature;
