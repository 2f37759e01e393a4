// The copilot's answer to one request: from the model, or the one that was kept under the request's Idempotency-Key. An answer
// is kept when it is complete; until then, and if it fails or its reader leaves, the key is claimed or free again.
import "server-only";
import { releaseQuietly, type Claim } from "@/lib/access/kept-answer";
import type { Answer } from "@/lib/ai/answer";
import type { MeteredCall } from "@/lib/ai/metered-call";
import { log } from "@/lib/observability/log";

export interface KeptAnswer {
  callId: string;
  reserved: number;
  text: string;
}

export interface CopilotAnswer {
  callId: string;
  /** In credits. */
  reserved: number;
  isRepeated: boolean;
  /** Begins the answer, once. @throws AppError UPSTREAM_FAILED */
  open: (signal?: AbortSignal) => Promise<AsyncIterableIterator<string, void>>;
  /** Takes everything back, if the answer has not been opened. */
  abandon: () => Promise<void>;
}

export function repeatedAnswer({ callId, reserved, text }: KeptAnswer): CopilotAnswer {
  const open = () => Promise.resolve(whole(text));
  return { callId, reserved, isRepeated: true, open, abandon: () => Promise.resolve() };
}

async function* whole(text: string): AsyncGenerator<string, void> {
  yield await Promise.resolve(text);
}

export function newAnswer(call: MeteredCall, claim: Claim<KeptAnswer> | undefined): CopilotAnswer {
  const { callId, reserved } = call;
  return {
    callId,
    reserved,
    isRepeated: false,
    open: async (signal) => {
      try {
        return new Keeping(await call.open(signal), async (text) => claim?.keep({ callId, reserved, text }), claim);
      } catch (error) {
        await releaseQuietly(claim);
        throw error;
      }
    },
    abandon: async () => {
      await call.abandon();
      await releaseQuietly(claim);
    },
  };
}

class Keeping implements AsyncIterableIterator<string, void> {
  private text = "";
  private hasEnded = false;

  constructor(
    private readonly answer: Answer,
    private readonly keep: (text: string) => Promise<void>,
    private readonly claim: Claim<KeptAnswer> | undefined,
  ) {}

  async next(): Promise<IteratorResult<string, void>> {
    const piece = await this.answer.next().catch(async (error: unknown) => {
      await this.release();
      throw error;
    });
    if (!piece.done) this.text += piece.value;
    else if (this.answer.isComplete) await this.complete();
    else await this.release();
    return piece;
  }

  async return(): Promise<IteratorResult<string, void>> {
    await this.answer.return();
    await this.release();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** An answer that cannot be kept is still an answer. A repetition of its key is then refused. */
  private async complete(): Promise<void> {
    if (this.hasEnded) return;
    this.hasEnded = true;
    await this.keep(this.text).catch((error: unknown) => log.error("an answer could not be kept", { error }));
  }

  private async release(): Promise<void> {
    if (this.hasEnded) return;
    this.hasEnded = true;
    await releaseQuietly(this.claim);
  }
}
