// A model's answer while it arrives. It ends at the reserved length, when its reader leaves, or after the longest time that a
// call may take; then the provider is stopped, and the call is settled by the provider's count if that is credible, and
// otherwise by our own. An answer that lacks its end never ends like a complete one, except for a reader that has left.
import "server-only";
import type { CallResult } from "@/lib/credits/schemas";
import { AppError } from "@/lib/errors/app-error";
import { log } from "@/lib/observability/log";
import { keepAwakeFor } from "@/lib/observability/request-context";
import { TokenCount } from "./count-tokens";
import { CutAnswer } from "./cut-answer";
import { ModelFailure, type Model, type ModelRequest, type TokenUse } from "./model-port";
import { settle } from "./settle";

/** Longer than the provider's own timeout, for an answer that nobody reads. */
const LONGEST_CALL_MS = 55_000;
/** No tokenizer needs more tokens than bytes, and none needs less than a quarter of what we count. */
const MOST_PER_COUNTED = 4;
/** What a provider adds to the input is small. */
const MOST_INPUT_BESIDES = 1_000;

interface Begun {
  callId: string;
  requestId: string;
  model: Model;
  request: ModelRequest;
  /** The likely number, which is charged unless the provider has a credible count. Less than what is reserved. */
  inputTokens: number;
  signal?: AbortSignal | undefined;
  longestMs?: number | undefined;
}

export class Answer implements AsyncIterableIterator<string, void> {
  private readonly count = new TokenCount();
  private readonly stopping = new AbortController();
  private readonly ending: AbortSignal;
  private readonly pieces: AsyncGenerator<string, void>;
  private readonly deadline: NodeJS.Timeout;
  private first: IteratorResult<string, void> | null = null;
  private usage: TokenUse | undefined;
  private isLate = false;
  private isCut = false;
  private isWhole = false;

  private constructor(private readonly call: Begun) {
    this.ending = call.signal ? AbortSignal.any([call.signal, this.stopping.signal]) : this.stopping.signal;
    this.pieces = this.metered();
    this.deadline = setTimeout(() => {
      this.isLate = true;
      void this.return();
    }, call.longestMs ?? LONGEST_CALL_MS);
  }

  /**
   * Waits for the first text, so that a provider which fails at once causes a refusal, and not an empty answer.
   * @throws AppError UPSTREAM_FAILED; also a CutAnswer, if all that could be said was no text
   */
  static async begin(call: Begun): Promise<Answer> {
    const answer = new Answer(call);
    answer.first = await answer.pieces.next();
    return answer;
  }

  /** Whether all of the answer has arrived. One that was stopped also ends without an error, because its reader has left. */
  get isComplete(): boolean {
    return this.isWhole;
  }

  /** @throws AppError UPSTREAM_FAILED if the provider fails; a CutAnswer after the last text of an answer that lacks its end */
  next(): Promise<IteratorResult<string, void>> {
    // A reader that was too slow must not take what it has for all of the answer.
    if (this.isLate) return Promise.reject(new AppError("UPSTREAM_FAILED"));
    const { first } = this;
    this.first = null;
    return first ? Promise.resolve(first) : this.pieces.next();
  }

  /** Stops the provider first, because a generator returns only after what it is waiting for. */
  return(): Promise<IteratorResult<string, void>> {
    this.stopping.abort();
    return this.pieces.return();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  private async *metered(): AsyncGenerator<string, void> {
    let markSettled: () => void = () => undefined;
    keepAwakeFor(new Promise<void>((resolve) => (markSettled = resolve)));
    let outcome: CallResult["outcome"] = "cancelled";
    let isUnstarted = false;
    try {
      yield* this.words();
      outcome = this.isCut ? "cut" : "settled";
      this.isWhole = !this.isCut;
    } catch (error) {
      if (this.ending.aborted && !this.isLate) return;
      outcome = "failed";
      isUnstarted = error instanceof ModelFailure && error.isUnstarted;
      throw this.refusalFor(error);
    } finally {
      clearTimeout(this.deadline);
      await settle(this.call.callId, isUnstarted ? { inputTokens: 0, outputTokens: 0 } : this.used(outcome), outcome);
      markSettled();
    }
    if (this.isCut) throw new CutAnswer();
  }

  /** Passes the text on until the provider ends, or has said as much as was reserved. */
  private async *words(): AsyncGenerator<string, void> {
    const { model, request } = this.call;
    const parts = model.streamText(request, this.ending)[Symbol.asyncIterator]();
    try {
      for (let next = await this.unlessEnding(parts.next()); !next.done; next = await this.unlessEnding(parts.next())) {
        const part = next.value;
        if (part.type === "usage") {
          this.usage = part.usage;
          continue;
        }
        if (part.type === "cut") {
          this.isCut = true;
          continue;
        }
        const allowed = this.count.addWithin(part.text, request.maxOutputTokens);
        if (part.type === "text" && allowed !== "") yield allowed;
        if (allowed === part.text) continue;
        this.isCut = true;
        return;
      }
    } finally {
      // Not awaited: a provider that does not let go must not keep the call from being settled.
      parts.return?.().catch(() => undefined);
    }
  }

  private async unlessEnding<T>(next: Promise<T>): Promise<T> {
    const { ending } = this;
    // It may fail after nobody waits for it any more.
    next.catch(() => undefined);
    ending.throwIfAborted();
    let abort: () => void = () => undefined;
    const aborted = new Promise<never>((_resolve, reject) => {
      abort = () => reject(new Error("the call has ended"));
      ending.addEventListener("abort", abort, { once: true });
    });
    try {
      return await Promise.race([next, aborted]);
    } finally {
      ending.removeEventListener("abort", abort);
    }
  }

  private used(outcome: CallResult["outcome"]): TokenUse {
    const { inputTokens, request } = this.call;
    const own = { inputTokens, outputTokens: this.count.tokens };
    if ((outcome !== "settled" && outcome !== "cut") || !this.usage) return own;
    const { usage } = this;
    const isWithin = (tokens: number, counted: number, most: number) =>
      tokens <= most && tokens * MOST_PER_COUNTED >= counted;
    const isCredible =
      isWithin(usage.inputTokens, inputTokens, inputTokens * MOST_PER_COUNTED + MOST_INPUT_BESIDES) &&
      isWithin(usage.outputTokens, own.outputTokens, request.maxOutputTokens);
    return isCredible ? usage : own;
  }

  private refusalFor(error: unknown): AppError {
    const { requestId, callId } = this.call;
    const cause = error instanceof ModelFailure ? error.message : error;
    log.warn("a language model failed", { request_id: requestId, call_id: callId, error: cause });
    return new AppError("UPSTREAM_FAILED");
  }
}
