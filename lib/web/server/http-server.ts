// Runs in Node's HTTP server, before Next: gives every request an id, a context, a log line, baseline headers and a time
// limit for its body and, except for liveness probes, a place in the start queue. Refuses malformed requests and protocol
// upgrades. In development, accepts connections only over loopback, whatever address the server listens on.
import "server-only";
import { randomUUID } from "node:crypto";
import http from "node:http";
import type { Socket } from "node:net";
import { isLoopbackHost } from "@/lib/env/hosts";
import { env, isDevServer } from "@/lib/env/server";
import { AppError } from "@/lib/errors/app-error";
import { clientAddressOf } from "@/lib/network/client-address-of";
import { requestContexts, type RequestContext } from "@/lib/observability/request-context";
import { logWhenDone } from "@/lib/observability/request-log";
import { traceRefusal } from "@/lib/observability/security-log";
import { earlyRefusal } from "@/lib/web/edge/early-refusal";
import { isPageVisit } from "@/lib/web/edge/page-visit";
import { methodsOf } from "@/lib/web/edge/methods";
import { baselineHeaders } from "@/lib/web/edge/outgoing-headers";
import { LIVENESS_PATH, ROOT_FILES } from "@/lib/web/edge/paths";
import { problemBody, refusalHeaders } from "@/lib/web/edge/problem";
import { JSON_POLICY } from "@/lib/web/edge/security-headers";
import { learnPageFont } from "./page-font";
import { sendReplacementPages } from "./replacement-page";
import { renewSession } from "@/lib/web/cookies/session-renewal";
import { clearShownFlash } from "@/lib/web/cookies/shown-flash";
import { startInTurn } from "./start-queue";

const installed = Symbol.for("gatehouse.http-server");
/** Enough for the largest accepted body, 64 KiB. A slower client may be occupying the connection on purpose. */
const BODY_SECONDS = 15;

const isStaticFile = (path: string) => path.startsWith("/_next/static/") || ROOT_FILES.includes(path);

type Emit = (this: http.Server, event: string | symbol, ...args: unknown[]) => boolean;

/** Whether the connection was made to an IP address that only this machine can reach. */
const isLocal = ({ localAddress }: Socket) => isLoopbackHost(localAddress ?? "");

/** Affects every HTTP server of the process. Idempotent. */
export function installHttpServer({ loopbackOnly }: { loopbackOnly: boolean }): void {
  const prototype = http.Server.prototype as unknown as { emit: Emit; [installed]?: boolean };
  if (prototype[installed]) return;
  prototype[installed] = true;
  const emit = prototype.emit;
  prototype.emit = function (event, ...args) {
    if (event === "upgrade")
      return isUpgradeRefused(args as [http.IncomingMessage], loopbackOnly) || emit.call(this, event, ...args);
    if (event !== "request") return emit.call(this, event, ...args);
    const [request, response] = args as [http.IncomingMessage, http.ServerResponse];
    if (loopbackOnly && !isLocal(request.socket)) {
      request.socket.destroy();
      return true;
    }
    const context = contextOf(request, response);
    logWhenDone(response, context);
    setBaseline(request, response, context);
    sendReplacementPages(response, context);
    limitTime(request, response, context);
    const refusal = earlyRefusal(request);
    if (refusal) {
      answer(refusal, request, response, context);
      return true;
    }
    const start = () => requestContexts.run(context, () => emit.call(this, event, ...args));
    if (request.url === LIVENESS_PATH) start();
    else startInTurn(start);
    return true;
  };
}

/** Refuses every protocol upgrade, except on the development server, whose pages reload over a WebSocket. */
function isUpgradeRefused([{ socket }]: [http.IncomingMessage], loopbackOnly: boolean): boolean {
  if (isDevServer() && (!loopbackOnly || isLocal(socket))) return false;
  socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n", () => socket.destroy());
  return true;
}

/** Sets the headers of responses that bypass the middleware: the framework's own redirects and static files. */
function setBaseline(request: http.IncomingMessage, response: http.ServerResponse, context: RequestContext): void {
  const { requestId } = context;
  for (const [name, value] of Object.entries(baselineHeaders(env(), requestId))) response.setHeader(name, value);
  if (!isStaticFile(context.path)) response.setHeader("Cache-Control", "no-store");
  // If an action redirects, the framework requests the next page itself and copies its response headers, X-Request-ID too.
  const writeHead = response.writeHead.bind(response) as (...args: unknown[]) => http.ServerResponse;
  response.writeHead = (...args: unknown[]) => {
    response.setHeader("X-Request-ID", requestId);
    if (!response.headersSent) {
      learnPageFont(response.getHeader("Link"));
      clearShownFlash(response);
      renewSession(response, context);
    }
    return writeHead(...args);
  };
}

function contextOf(request: http.IncomingMessage, response: http.ServerResponse): RequestContext {
  return {
    requestId: randomUUID(),
    target: request.url ?? "",
    method: request.method ?? "",
    path: (request.url ?? "").split(/[?#]/, 1)[0] ?? "",
    isPageVisit: isPageVisit(request),
    ipAddress: clientAddressOf(request.headers, request.socket.remoteAddress),
    dropHeader: (name) => {
      if (!response.headersSent) response.removeHeader(name);
    },
  };
}

/**
 * Ends a request whose body does not arrive in time, and closes its connection. If the app has not yet read the data that
 * has arrived, the app is the slow side, so the request continues.
 */
function limitTime(request: http.IncomingMessage, response: http.ServerResponse, context: RequestContext): void {
  if (request.headers["content-length"] === undefined && request.headers["transfer-encoding"] === undefined) return;
  const timer = setTimeout(() => {
    if (request.complete || request.readableLength > 0) return;
    if (response.headersSent) request.socket.destroy();
    else answer(new AppError("REQUEST_TIMEOUT"), request, response, context);
  }, BODY_SECONDS * 1000);
  request.once("close", () => clearTimeout(timer));
}

/** Responds instead of the framework and closes the connection, because data that follows may be a smuggled request. */
function answer(
  error: AppError,
  request: http.IncomingMessage,
  response: http.ServerResponse,
  { requestId, ipAddress, method, path }: RequestContext,
): void {
  traceRefusal(error, { requestId, ipAddress, method, path });
  const headers: Record<string, string> = {
    ...refusalHeaders(error),
    "Content-Type": "application/json",
    "Content-Security-Policy": JSON_POLICY,
    Connection: "close",
  };
  if (error.code === "METHOD_NOT_ALLOWED") headers.Allow = methodsOf(path).join(", ");
  response.writeHead(error.status, headers);
  response.end(JSON.stringify(problemBody(error, requestId)), () => request.socket.destroySoon());
}
