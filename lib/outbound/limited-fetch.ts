// Sends all outgoing HTTP requests except those of the Redis client: to a configured URL, with a timeout and no redirects, so
// that a response can neither block a request nor redirect into the private network. `readAtMost` limits what is read of it.
import "server-only";

export interface OutboundOptions {
  timeoutMs: number;
  /** The limit that `readAtMost` applies to the body. */
  maxBytes: number;
  headers?: Record<string, string>;
  /** Ends the request, and the reading of its response, before the timeout. */
  signal?: AbortSignal;
}

/** @throws Error for a network failure, a redirect, or a response that does not begin in time */
export function limitedFetch(url: URL, init: RequestInit, options: OutboundOptions): Promise<Response> {
  const { timeoutMs, headers, signal } = options;
  const timeout = AbortSignal.timeout(timeoutMs);
  const ending = signal ? AbortSignal.any([signal, timeout]) : timeout;
  return fetch(url, { ...init, headers, redirect: "error", cache: "no-store", signal: ending });
}
