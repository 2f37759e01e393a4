// Tracks a request from its arrival until its response is sent: gives it a context, a log line and baseline headers, renews
// cookies when the headers are sent, and replaces the framework's empty pages.
import "server-only";
import type { IncomingMessage, ServerResponse } from "node:http";
import { env } from "@/lib/env/server";
import type { RequestContext } from "@/lib/observability/request-context";
import { logWhenDone } from "@/lib/observability/request-log";
import { renewSession } from "@/lib/web/cookies/session-renewal";
import { clearShownFlash } from "@/lib/web/cookies/shown-flash";
import { baselineHeaders } from "@/lib/web/edge/outgoing-headers";
import { isPageVisit } from "@/lib/web/edge/page-visit";
import { OPENAPI_PATH, ROOT_FILES } from "@/lib/web/edge/paths";
import { identifyRequest } from "@/lib/web/http/request-identity";
import { learnPageFont } from "./page-font";
import { sendReplacementPages } from "./replacement-page";

const mayBeStored = (path: string) =>
  path.startsWith("/_next/static/") || path === OPENAPI_PATH || ROOT_FILES.includes(path);

/** @param isAdopted whether the request was already in flight when this process began to track requests */
export function trackRequest(request: IncomingMessage, response: ServerResponse, isAdopted: boolean): RequestContext {
  const context = contextOf(request, response);
  logWhenDone(response, context);
  setBaseline(response, context, isAdopted);
  sendReplacementPages(request, response, context);
  return context;
}

/**
 * Sets the headers of responses that bypass the middleware: the framework's own redirects and static files. If the middleware
 * has run in another process, its headers and these are put together by the platform, which may prefer either, so only the
 * middleware's are sent.
 */
function setBaseline(response: ServerResponse, context: RequestContext, isAdopted: boolean): void {
  const headers = context.isForwarded ? {} : baselineHeaders(env(), context.requestId);
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (!mayBeStored(context.path)) response.setHeader("Cache-Control", "no-store");
  const writeHead = response.writeHead.bind(response) as (...args: unknown[]) => ServerResponse;
  response.writeHead = (...args: unknown[]) => {
    if (!response.headersSent) {
      // If an action redirects, the framework copies the headers of the next page's response, X-Request-ID too. In the first
      // request of a middleware function, only the middleware knows the id.
      if (context.isForwarded) response.removeHeader("X-Request-ID");
      else if (!isAdopted) response.setHeader("X-Request-ID", context.requestId);
      learnPageFont(response.getHeader("Link"));
      clearShownFlash(response);
      renewSession(response, context);
    }
    return writeHead(...args);
  };
}

function contextOf(request: IncomingMessage, response: ServerResponse): RequestContext {
  return {
    ...identifyRequest(request.headers, request.socket.remoteAddress),
    target: request.url ?? "",
    method: request.method ?? "",
    path: (request.url ?? "").split(/[?#]/, 1)[0] ?? "",
    isPageVisit: isPageVisit(request),
    dropHeader: (name) => {
      if (!response.headersSent) response.removeHeader(name);
    },
  };
}
