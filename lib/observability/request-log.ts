// Logs one line per request, for pages, routes, actions and errors alike, when the response is complete.
import "server-only";
import type { ServerResponse } from "node:http";
import { log } from "./log";
import type { RequestContext } from "./request-context";

const STATIC = /^\/_next\/static\//;
/** The client disconnected before the response was complete (nginx's convention). */
const CLIENT_CLOSED = 499;
/** Marks a response of the middleware that lets the request continue. The function that responds logs the request. */
const CONTINUES = "x-middleware-next";

export function logWhenDone(response: ServerResponse, context: RequestContext): void {
  const startedAt = performance.now();
  if (STATIC.test(context.path)) return;
  response.once("close", () => {
    if (response.hasHeader(CONTINUES)) return;
    log.info("request", {
      // The id that the client sees. In the first request of a middleware function, only the middleware knows it.
      request_id: String(response.getHeader("X-Request-ID") ?? context.requestId),
      method: context.method,
      path: context.path,
      ip_address: context.ipAddress,
      status: response.writableFinished ? response.statusCode : CLIENT_CLOSED,
      duration_ms: Math.round((performance.now() - startedAt) * 10) / 10,
      user_id: context.userId,
      organization_id: context.organizationId,
      token_family_id: context.tokenFamilyId,
      api_key_id: context.apiKeyId,
    });
  });
}
