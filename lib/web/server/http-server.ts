// Runs in Node's HTTP server, before Next: gives every request a context, a log line, baseline headers and a time limit for
// its body and, except for liveness probes, a place in the start queue. Refuses malformed requests and protocol upgrades. In
// development, accepts connections only over loopback, whatever address the server listens on.
import "server-only";
import http from "node:http";
import type { Socket } from "node:net";
import { isLoopbackHost } from "@/lib/env/hosts";
import { isDevServer } from "@/lib/env/server";
import { AppError } from "@/lib/errors/app-error";
import { requestContexts, type RequestContext } from "@/lib/observability/request-context";
import { traceRefusal } from "@/lib/observability/security-log";
import { earlyRefusal } from "@/lib/web/edge/early-refusal";
import { methodsOf } from "@/lib/web/edge/methods";
import { LIVENESS_PATH } from "@/lib/web/edge/paths";
import { problemBody, refusalHeaders } from "@/lib/web/edge/problem";
import { JSON_POLICY } from "@/lib/web/edge/security-headers";
import { adoptEarlyRequests, attend } from "./attend";
import { startInTurn } from "./start-queue";

const installed = Symbol.for("gatehouse.http-server");
/** Enough for the largest accepted body, 64 KiB. A slower client may be occupying the connection on purpose. */
const BODY_SECONDS = 15;

type Emit = (this: http.Server, event: string | symbol, ...args: unknown[]) => boolean;

/** Whether the connection was made to an IP address that only this machine can reach. */
const isLocal = ({ localAddress }: Socket) => isLoopbackHost(localAddress ?? "");

/** Affects every HTTP server of the process. Idempotent. */
export function installHttpServer({ loopbackOnly }: { loopbackOnly: boolean }): void {
  const prototype = http.Server.prototype as unknown as { emit: Emit; [installed]?: boolean };
  if (prototype[installed]) return;
  prototype[installed] = true;
  adoptEarlyRequests();
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
    const context = attend(request, response);
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
