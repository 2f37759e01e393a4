// Attends to a request and its response from beginning to end: gives it a context, a log line and baseline headers, renews
// cookies when the headers are sent, and replaces the framework's empty pages.
import "server-only";
import http from "node:http";
import { env } from "@/lib/env/server";
import { requestContexts, type RequestContext } from "@/lib/observability/request-context";
import { logWhenDone } from "@/lib/observability/request-log";
import { renewSession } from "@/lib/web/cookies/session-renewal";
import { clearShownFlash } from "@/lib/web/cookies/shown-flash";
import { baselineHeaders } from "@/lib/web/edge/outgoing-headers";
import { isPageVisit } from "@/lib/web/edge/page-visit";
import { ROOT_FILES } from "@/lib/web/edge/paths";
import { senderOnArrival } from "@/lib/web/http/sender-of";
import { learnPageFont } from "./page-font";
import { sendReplacementPages } from "./replacement-page";

const attended = new WeakSet<http.ServerResponse>();

const isStaticFile = (path: string) => path.startsWith("/_next/static/") || ROOT_FILES.includes(path);

/** @param isEarly whether the request arrived before this process was ready for it */
export function attend(request: http.IncomingMessage, response: http.ServerResponse, isEarly = false): RequestContext {
  attended.add(response);
  const context = contextOf(request, response);
  logWhenDone(response, context);
  setBaseline(response, context, isEarly);
  sendReplacementPages(request, response, context);
  return context;
}

/** The methods that a framework may call first on a response. */
const TOUCHES = ["setHeader", "appendHeader", "removeHeader", "flushHeaders", "writeHead", "write", "end"] as const;

/** Longer than a request may take: later, no early request can be left. */
const EARLY_MS = 2 * 60 * 1000;

/**
 * Attends also to requests that arrived before this process was ready for them. In a function, the first request makes the
 * framework load this code, so it is always such a request. It is attended to as soon as its response is touched, which the
 * framework does before it renders anything.
 */
export function adoptEarlyRequests(): void {
  const installedAt = performance.now();
  const isLate = () => performance.now() - installedAt > EARLY_MS;
  const prototype = http.ServerResponse.prototype as unknown as Record<string, (...args: unknown[]) => unknown>;
  for (const name of TOUCHES) {
    const method = prototype[name];
    if (!method) continue;
    prototype[name] = function (this: http.ServerResponse, ...args: unknown[]) {
      // In this order, because all responses but early ones are attended to already.
      if (attended.has(this) || this.headersSent || isLate()) return method.apply(this, args);
      requestContexts.enterWith(attend(this.req, this, true));
      // `attend` has replaced some of the methods of this response.
      return (this as unknown as typeof prototype)[name]?.(...args);
    };
  }
}

/**
 * Sets the headers of responses that bypass the middleware: the framework's own redirects and static files. If the middleware
 * has run in another process, its headers and these are put together by the platform, which may prefer either, so only the
 * middleware's are sent.
 */
function setBaseline(response: http.ServerResponse, context: RequestContext, isEarly: boolean): void {
  const headers = context.isPassedOn ? {} : baselineHeaders(env(), context.requestId);
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (!isStaticFile(context.path)) response.setHeader("Cache-Control", "no-store");
  const writeHead = response.writeHead.bind(response) as (...args: unknown[]) => http.ServerResponse;
  response.writeHead = (...args: unknown[]) => {
    if (!response.headersSent) {
      // If an action redirects, the framework copies the headers of the next page's response, X-Request-ID too. In the first
      // request of a middleware function, only the middleware knows the id.
      if (context.isPassedOn) response.removeHeader("X-Request-ID");
      else if (!isEarly) response.setHeader("X-Request-ID", context.requestId);
      learnPageFont(response.getHeader("Link"));
      clearShownFlash(response);
      renewSession(response, context);
    }
    return writeHead(...args);
  };
}

function contextOf(request: http.IncomingMessage, response: http.ServerResponse): RequestContext {
  return {
    ...senderOnArrival(request.headers, request.socket.remoteAddress),
    target: request.url ?? "",
    method: request.method ?? "",
    path: (request.url ?? "").split(/[?#]/, 1)[0] ?? "",
    isPageVisit: isPageVisit(request),
    dropHeader: (name) => {
      if (!response.headersSent) response.removeHeader(name);
    },
  };
}
