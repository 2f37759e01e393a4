// An OpenAI-compatible API on loopback: streams chat completions, counts requests, and notices when a client hangs up.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";

/** What it does with a request. */
export type ModelMood =
  | "answering"
  | "without usage"
  | "usage twice"
  | "lying about usage"
  | "endless"
  | "10 MB"
  | "stopping at the length"
  | "filtering"
  | "ending without a reason"
  | "throttling"
  | "failing"
  | "broken JSON"
  | "dropping"
  | "hanging up"
  | "slow to begin"
  | "empty"
  | "moved"
  | "reasoning";

interface Asked {
  model: string;
  max_tokens?: number;
  stream_options?: { include_usage?: boolean };
  messages: { role: string; content: string }[];
}

const STATUS: Partial<Record<ModelMood, number>> = { throttling: 429, failing: 500, moved: 302 };
const FINISH: Partial<Record<ModelMood, string>> = { "stopping at the length": "length", filtering: "content_filter" };
const BIG_PIECE = "gatehouse ".repeat(6_554);

export class FakeAi {
  mood: ModelMood = "answering";
  /** Chooses another mood for a request, by what it asks. */
  moodOf: (message: string) => ModelMood | undefined = () => undefined;
  /** The answer, in the pieces in which it is sent. */
  pieces = ["Once ", "upon ", "a ", "time."];
  usage = { prompt_tokens: 50, completion_tokens: 4 };
  /** Between two pieces. */
  pauseMs = 0;
  /** For "slow to begin". */
  beginAfterMs = 10_000;
  requests = 0;
  /** Connections that the client closed before the answer was complete. */
  aborted = 0;
  /** Answers that were sent completely. */
  completed = 0;
  /** Pieces sent to all clients. */
  sent = 0;
  /** Requests that are being answered. */
  open = 0;
  readonly asked: Asked[] = [];
  readonly keys: (string | undefined)[] = [];
  readonly paths: (string | undefined)[] = [];
  private readonly server = createServer((request, response) => void this.serve(request, response));

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.requests += 1;
    response.setMaxListeners(0);
    this.open += 1;
    let isGone = false;
    let mood = this.mood;
    response.on("close", () => {
      this.open -= 1;
      isGone = true;
      if (response.writableFinished) this.completed += 1;
      else if (mood !== "dropping" && mood !== "hanging up") this.aborted += 1;
    });
    this.keys.push(request.headers.authorization);
    this.paths.push(request.url);
    const asked = JSON.parse(await text(request)) as Asked;
    this.asked.push(asked);
    mood = this.moodOf(asked.messages.at(-1)?.content ?? "") ?? mood;
    if (mood === "hanging up") return void response.destroy();
    const status = STATUS[mood];
    if (status !== undefined) {
      response.writeHead(status, { "Content-Type": "application/json", Location: "/elsewhere" });
      response.end(JSON.stringify({ error: { message: "no", type: "no" } }));
      return;
    }
    if (mood === "slow to begin") await sleep(this.beginAfterMs, undefined, { ref: false });
    if (isGone) return;
    response.writeHead(200, { "Content-Type": "text/event-stream" });
    await this.answer(response, mood, () => isGone).catch(() => response.destroy());
  }

  private async answer(response: ServerResponse, mood: ModelMood, isGone: () => boolean): Promise<void> {
    const say = (delta: object, finish: string | null = null) =>
      this.write(response, { choices: [{ index: 0, delta, finish_reason: finish }] });
    const isEndless = mood === "endless" || mood === "10 MB";
    const pieces = mood === "10 MB" ? Array.from({ length: 160 }, () => BIG_PIECE) : mood === "empty" ? [] : this.pieces;
    for (let at = 0; at < pieces.length || mood === "endless"; at += 1) {
      if (isGone()) return;
      if (mood === "dropping" && at >= pieces.length / 2) {
        // Lets what was written leave first.
        await sleep(20);
        return void response.destroy();
      }
      if (mood === "broken JSON" && at === 1) await this.raw(response, `data: {"choices":[{"delta"\n\n`);
      const piece = pieces[at % pieces.length] ?? "";
      await say(mood === "reasoning" && at === 0 ? { reasoning_content: piece } : { content: piece });
      this.sent += 1;
      if (this.pauseMs > 0 || isEndless) await sleep(this.pauseMs, undefined, { ref: false });
    }
    if (mood !== "ending without a reason") await say({}, FINISH[mood] ?? "stop");
    if (mood !== "without usage") await this.write(response, { choices: [], usage: this.usageIn(mood) });
    if (mood === "usage twice") await this.write(response, { choices: [], usage: this.usageIn(mood) });
    await this.raw(response, "data: [DONE]\n\n");
    response.end();
  }

  private usageIn(mood: ModelMood) {
    return mood === "lying about usage" ? { prompt_tokens: 1e9, completion_tokens: 1e9 } : this.usage;
  }

  private write(response: ServerResponse, chunk: object): Promise<void> {
    return this.raw(response, `data: ${JSON.stringify({ id: "1", model: "fake", created: 1, ...chunk })}\n\n`);
  }

  /** Waits for the client to read, as a real server does. */
  private raw(response: ServerResponse, event: string): Promise<void> {
    if (response.write(event)) return Promise.resolve();
    return new Promise((resolve) => {
      response.once("drain", resolve);
      response.once("close", resolve);
    });
  }

  /** For AI_BASE_URL. */
  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/v1`;
  }

  start(): Promise<void> {
    return new Promise((resolve) => this.server.listen(0, "127.0.0.1", resolve));
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }
}
