// Sends all outgoing HTTP requests except those of the Redis client: to a configured URL, with a timeout, a size limit and
// no redirects, so that a response can neither block a request, fill the memory, nor redirect into the private network.
import "server-only";
import { readAtMost } from "./read-at-most";

export interface FetchTextOptions {
  timeoutMs: number;
  maxBytes: number;
  headers?: Record<string, string>;
}

/** @throws Error for a network failure, a status other than 2xx, a redirect, a timeout or a response above the size limit */
export async function fetchText(url: URL, options: FetchTextOptions): Promise<string> {
  const response = await fetch(url, {
    headers: options.headers,
    redirect: "error",
    cache: "no-store",
    signal: AbortSignal.timeout(options.timeoutMs),
  });
  if (!response.ok || !response.body) throw new Error(`answered ${response.status}`);
  return readAtMost(response, options.maxBytes);
}
