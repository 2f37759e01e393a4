// A model behind an OpenAI-compatible API. Each call makes one request, which is never retried, because a retry could be
// charged twice. The provider's count is trusted only if it came once, with an answer that was not interrupted.
import "server-only";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import type { LanguageModelV3FinishReason, LanguageModelV3StreamPart } from "@ai-sdk/provider";
import { APICallError } from "@ai-sdk/provider";
import { z } from "zod";
import { openStream } from "@/lib/outbound/open-stream";
import { wasNeverSent } from "@/lib/outbound/was-never-sent";
import { estimateTokens, systemMessage, userMessage } from "./messages";
import { ModelFailure, type Model, type ModelPart, type ModelRequest } from "./model-port";

/** Less than the time that a function may run (vercel.json), so that there is time left to settle the call. */
const LONGEST_ANSWER_MS = 50_000;
/** More than the longest answer with the frame of each event. */
const MAX_ANSWER_BYTES = 8 * 1024 * 1024;

interface Endpoint {
  baseUrl: string;
  apiKey: string;
  model: string;
  timeoutMs?: number;
}

const Count = z
  .number()
  .int()
  .min(0)
  .max(2 ** 31);
const ReportedUse = z.object({ prompt_tokens: Count, completion_tokens: Count });

/** OpenAI's own models no longer accept the name that everyone else has adopted. */
function forOpenAi({ max_tokens, ...body }: Record<string, unknown>): Record<string, unknown> {
  return { ...body, max_completion_tokens: max_tokens };
}

/** A redirect is refused without an error code. It is an answer of a wrong address, which has not asked a model. */
const isRedirect = (cause: unknown) => cause instanceof Error && cause.message === "unexpected redirect";

function failureOf(error: unknown, hasBegun: boolean): ModelFailure {
  // After a timeout, the provider may have worked on the request.
  if (hasBegun || !APICallError.isInstance(error)) return new ModelFailure("the model’s answer could not be read", false);
  const { statusCode, cause } = error;
  if (statusCode === undefined)
    return new ModelFailure("the model could not be reached", wasNeverSent(cause) || isRedirect(cause));
  return new ModelFailure(`the model answered ${statusCode}`, statusCode < 200 || statusCode > 299);
}

export function openAiModel({ baseUrl, apiKey, model: name, timeoutMs = LONGEST_ANSWER_MS }: Endpoint): Model {
  const post = (input: RequestInfo | URL, { headers, body, signal }: RequestInit = {}) =>
    openStream(new URL(input instanceof Request ? input.url : input), body as string, {
      timeoutMs,
      maxBytes: MAX_ANSWER_BYTES,
      headers: Object.fromEntries(new Headers(headers)),
      ...(signal && { signal }),
    });
  const provider = createOpenAICompatible({
    name: "model",
    baseURL: baseUrl,
    apiKey,
    includeUsage: true,
    fetch: post,
    ...(new URL(baseUrl).hostname === "api.openai.com" && { transformRequestBody: forOpenAi }),
  });

  async function open(request: ModelRequest, signal: AbortSignal): Promise<ReadableStream<LanguageModelV3StreamPart>> {
    const { stream } = await provider(name).doStream({
      prompt: [
        { role: "system", content: systemMessage(request) },
        { role: "user", content: [{ type: "text", text: userMessage(request) }] },
      ],
      maxOutputTokens: request.maxOutputTokens,
      abortSignal: signal,
      // The library keeps the last count only, and does not say how many there were.
      includeRawChunks: true,
    });
    return stream;
  }

  async function* streamText(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelPart> {
    const reported: unknown[] = [];
    const closing = new AbortController();
    let hasBegun = false;
    try {
      const stream = await open(request, AbortSignal.any([signal, closing.signal]));
      hasBegun = true;
      for await (const part of partsOf(stream)) {
        if (part.type === "text-delta") yield { type: "text", text: part.delta };
        else if (part.type === "reasoning-delta") yield { type: "reasoning", text: part.delta };
        else if (part.type === "raw") reported.push(...usesIn(part.rawValue));
        else if (part.type === "finish") yield* endOf(part.finishReason.unified);
        else if (part.type === "error") throw new ModelFailure("the model’s answer broke off", false);
      }
    } catch (error) {
      throw error instanceof ModelFailure ? error : failureOf(error, hasBegun);
    } finally {
      closing.abort();
    }
    const [only, ...more] = reported;
    const use = ReportedUse.safeParse(only);
    if (!use.success || more.length > 0) return;
    const { prompt_tokens: inputTokens, completion_tokens: outputTokens } = use.data;
    yield { type: "usage", usage: { inputTokens, outputTokens } };
  }

  return { name, streamText, estimateTokens };
}

/** Does not cancel the stream when it is left early, because a chain of streams may never finish that. The signal closes it. */
async function* partsOf(stream: ReadableStream<LanguageModelV3StreamPart>): AsyncGenerator<LanguageModelV3StreamPart> {
  const reader = stream.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value;
}

/** A provider that gives no reason ends its stream with an error part. */
function endOf(reason: LanguageModelV3FinishReason["unified"]): ModelPart[] {
  if (reason === "content-filter") throw new ModelFailure("the model’s answer was filtered", false);
  return reason === "length" ? [{ type: "cut" }] : [];
}

function usesIn(chunk: unknown): unknown[] {
  if (typeof chunk !== "object" || chunk === null || !("usage" in chunk) || chunk.usage === null) return [];
  return [chunk.usage];
}
