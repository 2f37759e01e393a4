// Adopts the requests that are in flight when the HTTP server is patched, because the patch sees only later ones. In a
// function, the first request makes the framework load this code, so it is always such a request.
import "server-only";
import http from "node:http";
import { LONGEST_REQUEST_MS } from "@/lib/network/longest-request";
import { requestContext, requestContexts, type RequestContext } from "@/lib/observability/request-context";

/** What the framework calls first on a response: `once` before it runs a route, `setHeader` before it renders a page. */
const TOUCHES = ["once", "setHeader", "appendHeader", "removeHeader", "flushHeaders", "writeHead", "write", "end"] as const;

/**
 * Calls `adopt` with each request that is in flight, as soon as its response is first touched, and enters the context that it
 * returns. A request whose response is never touched, or whose response has begun, is not adopted.
 * @param isKnown whether the request of a response has been seen, by the patch or by `adopt`
 */
export function adoptRequestsInFlight(
  isKnown: (response: http.ServerResponse) => boolean,
  adopt: (request: http.IncomingMessage, response: http.ServerResponse) => RequestContext | null,
): void {
  const adopted = new WeakMap<http.ServerResponse, RequestContext>();
  const patchedAt = performance.now();
  // No request from before the patch can be left.
  const isOver = () => performance.now() - patchedAt > LONGEST_REQUEST_MS;
  const prototype = http.ServerResponse.prototype as unknown as Record<string, (...args: unknown[]) => unknown>;
  for (const name of TOUCHES) {
    const method = prototype[name];
    if (!method) continue;
    prototype[name] = function (this: http.ServerResponse, ...args: unknown[]) {
      // In this order, because nearly all responses are known.
      const isNew = !(isKnown(this) || this.headersSent || isOver());
      const found = isNew ? adopt(this.req, this) : null;
      if (found) adopted.set(this, found);
      // A context is lost at the end of the asynchronous function that has entered it, which may be a part of the framework
      // that returns to its caller. And until Node begins to track contexts, requests in flight may share one. So each touch
      // enters the context of the response's own request.
      const context = adopted.get(this);
      if (context && context !== requestContext()) requestContexts.enterWith(context);
      // `adopt` has replaced some of the methods of a new response.
      return isNew ? (this as unknown as typeof prototype)[name]?.(...args) : method.apply(this, args);
    };
  }
}
