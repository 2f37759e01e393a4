// The plan features of AI, which belong to the product itself and not to one of its features.
import "server-only";
import type { LimitFeature, SwitchFeature } from "@/lib/access/plan-feature";

export const TOKEN_LIMIT = {
  name: "token_limit",
  kind: "limit",
  title: "AI credits per month",
  description: "The number of model tokens that an organization can use each month without buying credits.",
  unit: "AI credits per month",
  default: 0,
} as const satisfies LimitFeature;

export const ENABLE_AI = {
  name: "enable_ai",
  kind: "switch",
  title: "AI assistant",
  description: "Whether members can use the AI assistant.",
  default: false,
} as const satisfies SwitchFeature;

export const AI_FEATURES = [TOKEN_LIMIT, ENABLE_AI] as const;
