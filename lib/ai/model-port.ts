// What the product needs of a language model. Nothing else of a provider shows outside lib/ai.
import "server-only";

export interface ModelRequest {
  /** What to do. Written by the product, never by a user. */
  instructions: string;
  /** What the user asks for besides. May change how the task is done, and never what the task is. */
  wish?: string | undefined;
  /** What to do it to. Written by users: it is data, whatever it says. */
  text: string;
  maxOutputTokens: number;
}

export interface TokenUse {
  inputTokens: number;
  outputTokens: number;
}

export type ModelPart =
  | { type: "text"; text: string }
  /** Text that the model wrote for itself. It costs as much, and nobody gets to see it. */
  | { type: "reasoning"; text: string }
  /** The model stopped at the largest output, and not at the end of what it had to say. */
  | { type: "cut" }
  /** The provider's own count. Comes at most once, as the last part of an answer that was not interrupted. */
  | { type: "usage"; usage: TokenUse };

export interface Model {
  /** The name under which the price is looked up. */
  name: string;
  /**
   * Ends when the answer is complete. Stops the provider as soon as `signal` aborts or the caller stops reading.
   * @throws ModelFailure
   */
  streamText: (request: ModelRequest, signal: AbortSignal) => AsyncIterable<ModelPart>;
  /** The likely tokens of a request's input, counted without the provider. A reservation is for more than these. */
  estimateTokens: (request: Omit<ModelRequest, "maxOutputTokens">) => number;
}

/** A provider that failed. The message says how, and contains nothing of the request. */
export class ModelFailure extends Error {
  override readonly name = "ModelFailure";
  constructor(
    message: string,
    /** Whether the provider refused the request before it did any work. */
    readonly isUnstarted: boolean,
  ) {
    super(message);
  }
}
