// Runs in Node's HTTP server, before Next: gives every request a context, a log line, baseline headers and a time limit for
// its body and, except for liveness probes, a place in the start queue. Refuses malformed requests and protocol upgrades. In
// development, accepts connections only over loopback, whatever address the server listens on. Requests that are in flight when
// this code is installed get all of that except the place in the queue.
import "server-only";
import http from "node:http";
import type { Socket } from "node:net";
import { isLoopbackHost } from "@/lib/env/hosts";
import { isDevServer } from "@/lib/env/server";
import { AppError } from "@/lib/errors/app-error";
import { requestContexts, type RequestContext } from "@/lib/observability/request-context";
import { traceRefusal } from "@/lib/observability/security-log";
import { BODY_SECONDS } from "@/lib/web/edge/body-rules";
import { earlyRefusal } from "@/lib/web/edge/early-refusal";
import { methodsOf } from "@/lib/web/edge/methods";
import { LIVENESS_PATH } from "@/lib/web/edge/paths";
import { problemBody, refusalHeaders } from "@/lib/web/edge/problem";
import { JSON_POLICY } from "@/lib/web/edge/security-headers";
import { adoptRequestsInFlight } from "./adopt-requests";
import { ignoreFurtherOutput } from "./finished-response";
import { startInTurn } from "./start-queue";
import { trackRequest } from "./track-request";

const installed = Symbol.for("gatehouse.http-server");

type Emit = (this: http.Server, event: string | symbol, ...args: unknown[]) => boolean;

interface Options {
  loopbackOnly: boolean;
}

/** Whether the connection was made to an IP address that only this machine can reach. */
const isLocal = ({ localAddress }: Socket) => isLoopbackHost(localAddress ?? "");

/** The responses whose requests have been checked. */
const checked = new WeakSet<http.ServerResponse>();

/** Affects every HTTP server of the process. Idempotent. */
export function installHttpServer(options: Options): void {
  const prototype = http.Server.prototype as unknown as { emit: Emit; [installed]?: boolean };
  if (prototype[installed]) return;
  prototype[installed] = true;
  adoptRequestsInFlight(
    (response) => checked.has(response),
    (request, response) => check(request, response, { ...options, isAdopted: true }),
  );
  const emit = prototype.emit;
  prototype.emit = function (event, ...args) {
    if (event === "upgrade")
      return isUpgradeRefused(args as [http.IncomingMessage], options) || emit.call(this, event, ...args);
    if (event !== "request") return emit.call(this, event, ...args);
    const [request, response] = args as [http.IncomingMessage, http.ServerResponse];
    const context = check(request, response, { ...options, isAdopted: false });
    if (!context || context.refusal) return true;
    const start = () => requestContexts.run(context, () => emit.call(this, event, ...args));
    if (request.url === LIVENESS_PATH) start();
    else startInTurn(start);
    return true;
  };
}

/** @returns null if the connection is closed; otherwise the request's context, with the reason if the request is refused */
function check(
  request: http.IncomingMessage,
  response: http.ServerResponse,
  { loopbackOnly, isAdopted }: Options & { isAdopted: boolean },
): RequestContext | null {
  checked.add(response);
  if (loopbackOnly && !isLocal(request.socket)) {
    request.socket.destroy();
    return null;
  }
  const context = trackRequest(request, response, isAdopted);
  limitTime(request, response, context);
  const refusal = earlyRefusal(request);
  if (refusal) refuse(refusal, request, response, context);
  return context;
}

/** Refuses every protocol upgrade, except on the development server, whose pages reload over a WebSocket. */
function isUpgradeRefused([{ socket }]: [http.IncomingMessage], { loopbackOnly }: Options): boolean {
  if (isDevServer() && (!loopbackOnly || isLocal(socket))) return false;
  socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n", () => socket.destroy());
  return true;
}

/**
 * Ends a request whose body does not arrive in time, and closes its connection. If the app has not yet read the data that
 * has arrived, the app is the slow side, so the request continues.
 */
function limitTime(request: http.IncomingMessage, response: http.ServerResponse, context: RequestContext): void {
  if (request.complete) return;
  if (request.headers["content-length"] === undefined && request.headers["transfer-encoding"] === undefined) return;
  const timer = setTimeout(() => {
    if (request.complete || request.readableLength > 0) return;
    if (response.headersSent) request.socket.destroy();
    else refuse(new AppError("REQUEST_TIMEOUT"), request, response, context);
  }, BODY_SECONDS * 1000);
  request.once("close", () => clearTimeout(timer));
}

/** Responds instead of the framework and closes the connection, because data that follows may be a smuggled request. */
function refuse(
  refusal: AppError,
  request: http.IncomingMessage,
  response: http.ServerResponse,
  context: RequestContext,
): void {
  const { requestId, ipAddress, method, path } = context;
  context.refusal = refusal;
  traceRefusal(refusal, { requestId, ipAddress, method, path });
  const headers: Record<string, string> = {
    ...refusalHeaders(refusal),
    "Content-Type": "application/json",
    "Content-Security-Policy": JSON_POLICY,
    Connection: "close",
  };
  if (refusal.code === "METHOD_NOT_ALLOWED") headers.Allow = methodsOf(path).join(", ");
  response.writeHead(refusal.status, headers);
  response.end(JSON.stringify(problemBody(refusal, requestId)), () => request.socket.destroySoon());
  ignoreFurtherOutput(response);
}
