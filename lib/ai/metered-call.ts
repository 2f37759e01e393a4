// The only way to call a model: the most that a call can use is reserved before it, and what it has used is settled after it,
// however it ends.
import "server-only";
import { startCall, type StartedCall } from "@/lib/credits/start-call";
import { hasPrice } from "@/lib/credits/summary";
import type { TenantDb } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors/app-error";
import { Answer } from "./answer";
import { configuredModel } from "./configured-model";
import { mostInputTokens } from "./messages";
import type { Model, ModelRequest } from "./model-port";
import { settle } from "./settle";

export interface Asked {
  organizationId: string;
  /** Null for an organization's API key. */
  userId: string | null;
  requestId: string;
  operation: string;
  request: ModelRequest;
}

export interface MeteredCall {
  callId: string;
  /** In credits. */
  reserved: number;
  /**
   * Asks the model, once, and waits for the beginning of its answer. The call is settled when the answer ends, or when its
   * reader returns.
   * @throws AppError UPSTREAM_FAILED if the provider fails before it says anything
   */
  open: (signal?: AbortSignal) => Promise<Answer>;
  /** Gives the reservation back, unless the call has been opened. */
  abandon: () => Promise<void>;
}

/** The most that a call can use, in credits. Null without a model. */
export function estimateCall(request: ModelRequest, model = configuredModel()): number | null {
  return model && mostInputTokens(request) + request.maxOutputTokens;
}

/** Whether there is a model that can be called, which needs a price. */
export async function hasModel(db: TenantDb, model = configuredModel()): Promise<boolean> {
  return model !== null && (await hasPrice(db, model.name));
}

function required(model: Model | null): Model {
  if (!model) throw new AppError("FEATURE_DISABLED", { internal: "no language model is configured" });
  return model;
}

const sumOf = ({ reserved: { allotment, purchased, overage } }: StartedCall) => allotment + purchased + overage;

/** @throws AppError FEATURE_DISABLED, also without a model, MODEL_PRICE_MISSING, QUOTA_EXCEEDED */
export async function reserveCall(
  { request, ...whose }: Asked,
  configured = configuredModel(),
  longestMs?: number,
): Promise<MeteredCall> {
  const model = required(configured);
  const { maxOutputTokens } = request;
  const started = await startCall({
    ...whose,
    model: model.name,
    inputTokens: mostInputTokens(request),
    maxOutputTokens,
  });
  const { callId } = started;
  let isOpened = false;
  return {
    callId,
    reserved: sumOf(started),
    open: (signal) => {
      if (isOpened) throw new Error("a call is opened once");
      isOpened = true;
      const inputTokens = model.estimateTokens(request);
      return Answer.begin({ model, request, inputTokens, callId, signal, longestMs, requestId: whose.requestId });
    },
    abandon: async () => {
      if (isOpened) return;
      isOpened = true;
      await settle(callId, { inputTokens: 0, outputTokens: 0 }, "cancelled");
    },
  };
}
