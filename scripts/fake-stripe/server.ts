// A server on loopback that stands in for Stripe, in development and in tests: the API as far as the app uses it, its pages and
// its webhooks. It speaks the version of the API that the `stripe` package pins, and its objects have the types of that package.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Api } from "./api";
import { Controls } from "./controls";
import { StripeFailure } from "./failure";
import { isOwnRequest, readBody, redirect, sendPage, type Page } from "./http";
import { answerPage } from "./pages/pages";
import { layout, message } from "./pages/layout";
import { emptyState, randomText, type State } from "./state";
import { Webhooks } from "./webhooks";
import type { World } from "./world";

export interface FakeStripeOptions {
  /** A free one if absent. */
  port?: number;
  secretKey?: string;
  webhookSecret?: string;
  /** Where events are sent at once; without it, a test takes them from the queue. */
  webhookUrl?: string | null;
  /** Where a start finds the state of an earlier run, and what stores it after each change. */
  storage?: { load(): unknown; save(state: unknown): void };
}

const TICK_MS = 30_000;
/** How long Stripe tries to deliver an event. */
const PATIENCE_SECONDS = 3 * 86_400;
/** Stands for the simulator's address in stored objects, because the address differs from run to run. */
const NOWHERE = "http://fake-stripe.invalid";

export class FakeStripe extends Controls {
  readonly secretKey: string;
  readonly webhookSecret: string;
  private readonly api: Api;
  private readonly ticking: NodeJS.Timeout;
  private readonly server = createServer((request, response) => {
    this.answer(request, response).catch((error: unknown) => this.fail(response, error));
  });

  constructor(private readonly options: FakeStripeOptions = {}) {
    const webhookSecret = options.webhookSecret ?? `whsec_${randomText(32)}`;
    const webhooks = new Webhooks({ url: options.webhookUrl ?? null, secret: webhookSecret });
    const world: World = {
      state: emptyState(),
      baseUrl: NOWHERE,
      request: null,
      outbox: [],
      endpoints: webhooks.hasEndpoint ? 1 : 0,
      commit: (events) => {
        this.save();
        for (const event of events) webhooks.enqueue(event);
      },
    };
    const secretKey = options.secretKey ?? `sk_test_${randomText(48)}`;
    const api = new Api(world, secretKey);
    super(world, webhooks, api.faults, api.counts);
    this.secretKey = secretKey;
    this.webhookSecret = webhookSecret;
    this.api = api;
    this.ticking = setInterval(() => this.tick(), TICK_MS).unref();
  }

  get url(): string {
    return this.world.baseUrl;
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve, reject) => {
      this.server.once("error", reject).listen(this.options.port ?? 0, "127.0.0.1", resolve);
    });
    this.world.baseUrl = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    const stored = this.options.storage?.load();
    if (stored) this.world.state = this.translate(stored, NOWHERE, this.world.baseUrl) as State;
    this.sendUndelivered();
    this.tick();
    return this;
  }

  stop(): Promise<void> {
    clearInterval(this.ticking);
    this.webhooks.close();
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  /** Sends the events that the app had not accepted when an earlier run ended. */
  private sendUndelivered(): void {
    if (!this.webhooks.hasEndpoint) return;
    const since = Math.floor(Date.now() / 1000) - PATIENCE_SECONDS;
    for (const event of this.events()) {
      if (event.pending_webhooks > 0 && event.created > since) this.webhooks.enqueue(event);
    }
  }

  private translate(state: unknown, from: string, to: string): unknown {
    return JSON.parse(JSON.stringify(state).replaceAll(from, to)) as unknown;
  }

  private save(): void {
    const { storage } = this.options;
    if (storage) storage.save(this.translate(this.world.state, this.world.baseUrl, NOWHERE));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", this.world.baseUrl);
    if (url.pathname.startsWith("/v1/")) return this.api.answer(request, response, url);
    if (!isOwnRequest(request, this.world.baseUrl))
      throw new StripeFailure(403, { type: "invalid_request_error", message: "This form came from elsewhere." });
    const form = request.method === "POST" ? new URLSearchParams(await readBody(request)) : null;
    const answer = await answerPage(this, url, form);
    if (typeof answer === "string") redirect(response, answer);
    else sendPage(response, answer, layout);
  }

  private fail(response: ServerResponse, error: unknown): void {
    if (response.headersSent || response.destroyed) {
      response.destroy();
      return;
    }
    const isKnown = error instanceof StripeFailure;
    if (!isKnown) console.error(error);
    const page: Page = {
      title: "That did not work",
      status: isKnown ? error.status : 500,
      body: `<main class="narrow"><h1>That did not work</h1>${message(isKnown ? error.message : "The simulator failed.")}</main>`,
    };
    sendPage(response, page, layout);
  }
}

export const startFakeStripe = (options: FakeStripeOptions = {}): Promise<FakeStripe> => new FakeStripe(options).start();
