// What every request passes at Node's HTTP server, below Next: it gets an id, a context, a log line, baseline headers, a
// place in the start queue, and time limits. Malformed requests and other protocols are refused. Development instances
// accept connections only on loopback, whatever address they listen on.
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
/** Bodies are 64 KiB at most: a client that needs longer may be holding the connection open on purpose. */
const BODY_SECONDS = 15;

const isStaticFile = (path: string) => path.startsWith("/_next/static/") || ROOT_FILES.includes(path);

type Emit = (this: http.Server, event: string | symbol, ...args: unknown[]) => boolean;

/** Whether a connection arrived at an address that only this machine can reach. */
const isLocal = ({ localAddress }: Socket) => isLoopbackHost(localAddress ?? "");

/** Idempotent. From then on, applies to every HTTP server of the process. */
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

/** Upgrades to other protocols are refused, except the development server's socket to its own pages. */
function isUpgradeRefused([{ socket }]: [http.IncomingMessage], loopbackOnly: boolean): boolean {
  if (isDevServer() && (!loopbackOnly || isLocal(socket))) return false;
  socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n", () => socket.destroy());
  return true;
}

/** For responses that bypass the middleware: the framework's own redirects and static files. */
function setBaseline(request: http.IncomingMessage, response: http.ServerResponse, context: RequestContext): void {
  const { requestId } = context;
  for (const [name, value] of Object.entries(baselineHeaders(env(), requestId))) response.setHeader(name, value);
  if (!isStaticFile(context.path)) response.setHeader("Cache-Control", "no-store");
  // After an action that redirects, the framework requests that page itself and copies the headers of the response.
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

/** A body that does not arrive in time ends the request and its connection. A body that no one reads counts as arrived. */
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
