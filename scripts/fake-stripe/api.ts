// Answers requests of Stripe's API: checks the key and the version, injects faults, keeps idempotency, and finds the handler.
import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { expandPaths } from "./expand";
import { StripeFailure, type StripeFailureDetails } from "./failure";
import { Faults, type Fault } from "./faults";
import { decodeForm } from "./form";
import { readBody } from "./http";
import { IdempotencyKeys, type StoredAnswer } from "./idempotency";
import { expansionsIn, findRoute } from "./routes";
import { randomText } from "./state";
import { act, API_VERSION, type World } from "./world";

const bodyOf = (details: StripeFailureDetails, requestId: string) =>
  JSON.stringify({
    error: {
      ...(details.code && { doc_url: `https://docs.stripe.com/error-codes#${details.code.replaceAll("_", "-")}` }),
      ...details,
      request_log_url: `https://dashboard.stripe.com/test/workbench/logs?object=${requestId}`,
    },
  });

function keyOf(request: IncomingMessage): string | null {
  const [scheme = "", value = ""] = (request.headers.authorization ?? "").split(" ");
  if (scheme === "Bearer") return value;
  if (scheme === "Basic") return Buffer.from(value, "base64").toString().split(":")[0] ?? null;
  return null;
}

/** A key as error messages show it: only its beginning and its end. */
const masked = (key: string) =>
  key.length > 12 ? `${key.slice(0, 8)}${"*".repeat(key.length - 12)}${key.slice(-4)}` : "****";

const FAULTS = {
  error: new StripeFailure(500, { type: "api_error", message: "An unknown error occurred. (asked for by the simulator)" }),
  "rate limit": new StripeFailure(429, {
    type: "invalid_request_error",
    code: "rate_limit",
    message: "Request rate limit exceeded. Learn more about rate limits here https://docs.stripe.com/rate-limits.",
  }),
};

const header = (request: IncomingMessage, name: string) => {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
};

export class Api {
  readonly faults = new Faults();
  /** How often each route was asked, such as `POST /v1/customers` or `GET /v1/customers/:id`. */
  readonly counts: Record<string, number> = {};
  private readonly keys = new IdempotencyKeys();

  constructor(
    private readonly world: World,
    private readonly secretKey: string,
  ) {}

  async answer(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const requestId = `req_${randomText(14)}`;
    const key = request.method === "POST" ? (header(request, "idempotency-key") ?? null) : null;
    let fault: Fault | null = null;
    let isReplayed = false;
    let answer: StoredAnswer;
    try {
      this.assertAllowed(request);
      const route = findRoute(request.method ?? "GET", url.pathname);
      this.counts[route.name] = (this.counts[route.name] ?? 0) + 1;
      fault = this.faults.next(route.name);
      const text = request.method === "GET" ? url.search.slice(1) : (await readBody(request)) || url.search.slice(1);
      if (fault === "no connection") {
        response.destroy();
        return;
      }
      if (fault === "error" || fault === "rate limit") throw FAULTS[fault];
      const stored = key ? this.keys.begin(key, `${route.name} ${route.id} ${text}`) : null;
      isReplayed = stored !== null;
      if (this.faults.latencyMs > 0) await sleep(this.faults.latencyMs);
      answer = stored ?? this.carryOut(route, text, requestId, key);
    } catch (error) {
      if (!(error instanceof StripeFailure)) throw error;
      answer = { status: error.status, body: bodyOf(error.details, requestId) };
    }
    if (this.faults.answerLatencyMs > 0) await sleep(this.faults.answerLatencyMs);
    if (fault === "lost answer") {
      response.destroy();
      return;
    }
    response.writeHead(answer.status, {
      "content-type": "application/json",
      "cache-control": "no-cache, no-store",
      "request-id": requestId,
      "stripe-version": API_VERSION,
      ...(key && { "idempotency-key": key }),
      ...(isReplayed && { "idempotent-replayed": "true" }),
    });
    response.end(answer.body);
  }

  /** Carries out a request at once, so that no other one is between its steps. */
  private carryOut(route: ReturnType<typeof findRoute>, text: string, requestId: string, key: string | null): StoredAnswer {
    try {
      const answer = { status: 200, body: this.perform(route, text, requestId, key) };
      if (key) this.keys.finish(key, answer);
      return answer;
    } catch (error) {
      const hasEffect = error instanceof StripeFailure && error.hasEffect;
      if (key && !hasEffect) this.keys.release(key);
      if (!hasEffect) throw error;
      const answer = { status: error.status, body: bodyOf(error.details, requestId) };
      if (key) this.keys.finish(key, answer);
      return answer;
    }
  }

  private perform(
    { handle, id }: ReturnType<typeof findRoute>,
    text: string,
    requestId: string,
    key: string | null,
  ): string {
    const params = decodeForm(text);
    const paths = expansionsIn(params);
    return act(this.world, { id: requestId, idempotencyKey: key }, () =>
      JSON.stringify(expandPaths(this.world, handle(this.world, params, id), paths), null, 2),
    );
  }

  private assertAllowed(request: IncomingMessage): void {
    const key = keyOf(request);
    if (!key) {
      throw new StripeFailure(401, {
        type: "invalid_request_error",
        message: "You did not provide an API key. You need to provide your API key in the Authorization header.",
      });
    }
    if (key !== this.secretKey) {
      throw new StripeFailure(401, { type: "invalid_request_error", message: `Invalid API Key provided: ${masked(key)}` });
    }
    const version = header(request, "stripe-version");
    if (version && version !== API_VERSION) {
      throw new StripeFailure(400, {
        type: "invalid_request_error",
        message: `The simulator speaks only version ${API_VERSION} of the API, not ${version}.`,
      });
    }
  }
}
