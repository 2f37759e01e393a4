// One log line a request, page, route, action and error alike, written when the answer is through.
// Taken at the HTTP server itself, below Next: nothing that is served can go unlogged.
import "server-only";
import http from "node:http";
import { log } from "./log";
import { requestContexts, type RequestContext } from "./request-context";

const installed = Symbol.for("gatehouse.request-log");
const STATIC = /^\/_next\/(static|image|webpack)|^\/(favicon\.ico|icon\.svg)/;

type Emit = (this: http.Server, event: string | symbol, ...args: unknown[]) => boolean;

/** Idempotent. From then on every HTTP server of this process logs and opens a request context. */
export function installRequestLog(): void {
  const prototype = http.Server.prototype as unknown as { emit: Emit; [installed]?: boolean };
  if (prototype[installed]) return;
  prototype[installed] = true;
  const emit = prototype.emit;
  prototype.emit = function (event, ...args) {
    const [request, response] = args;
    if (event !== "request" || !(request instanceof http.IncomingMessage) || !(response instanceof http.ServerResponse)) {
      return emit.call(this, event, ...args);
    }
    const context: RequestContext = { socketAddress: request.socket.remoteAddress ?? "unknown" };
    logWhenDone(request, response as http.ServerResponse, context);
    return requestContexts.run(context, () => emit.call(this, event, ...args));
  };
}

function logWhenDone(request: http.IncomingMessage, response: http.ServerResponse, context: RequestContext): void {
  const startedAt = performance.now();
  const method = request.method ?? "";
  const path = (request.url ?? "").split(/[?#]/, 1)[0] ?? "";
  if (STATIC.test(path)) return;
  response.once("close", () => {
    const requestId = response.getHeader("x-request-id");
    log.info("request", {
      request_id: typeof requestId === "string" ? requestId : undefined,
      method,
      path,
      // 499: the client left before the answer was through (nginx's convention).
      status: response.writableFinished ? response.statusCode : 499,
      duration_ms: Math.round((performance.now() - startedAt) * 10) / 10,
      user_id: context.userId,
      organization_id: context.organizationId,
    });
  });
}
