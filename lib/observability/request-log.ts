// Logs one line per request, for pages, routes, actions and errors alike, when the response is complete.
import "server-only";
import type { ServerResponse } from "node:http";
import { log } from "./log";
import type { RequestContext } from "./request-context";

const STATIC = /^\/_next\/static\//;
/** The client disconnected before the response was complete (nginx's convention). */
const CLIENT_CLOSED = 499;

export function logWhenDone(response: ServerResponse, context: RequestContext): void {
  const startedAt = performance.now();
  const { requestId, method, path, ipAddress } = context;
  if (STATIC.test(path)) return;
  response.once("close", () => {
    log.info("request", {
      request_id: requestId,
      method,
      path,
      ip_address: ipAddress,
      status: response.writableFinished ? response.statusCode : CLIENT_CLOSED,
      duration_ms: Math.round((performance.now() - startedAt) * 10) / 10,
      user_id: context.userId,
      organization_id: context.organizationId,
    });
  });
}
