// One log line a request, page, route, action and error alike, written when the answer is through.
import "server-only";
import type { ServerResponse } from "node:http";
import { log } from "./log";
import type { RequestContext } from "./request-context";

const STATIC = /^\/_next\/static\//;
/** The client left before the answer was through (nginx's convention). */
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
