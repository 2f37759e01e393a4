// The one model of this installation, as configured. The rest of the product does not know which kind it is.
import "server-only";
import { env, isDevelopment } from "@/lib/env/server";
import { demoModel } from "./demo-model";
import type { Model } from "./model-port";
import { openAiModel } from "./open-ai-model";

/** Null if no model is configured, except in dev and test, which have the demo model. */
export function configuredModel(): Model | null {
  const { AI_BASE_URL: baseUrl, AI_API_KEY: apiKey, AI_MODEL: model } = env();
  if (baseUrl !== undefined && apiKey !== undefined && model !== undefined) return openAiModel({ baseUrl, apiKey, model });
  return isDevelopment() ? demoModel() : null;
}
