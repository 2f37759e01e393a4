// Sends JSON to a configured URL, with the limits of every outgoing request: a timeout, a size limit for the response, and
// no redirects.
import "server-only";
import { readAtMost } from "./read-at-most";

export interface PostOptions {
  timeoutMs: number;
  maxBytes: number;
  headers?: Record<string, string>;
}

export interface Posted {
  status: number;
  /** Null if the response is too large, or does not end in time. */
  text: string | null;
}

/** @throws Error for a network failure, a redirect, or a response that does not begin in time */
export async function postJson(url: URL, body: Uint8Array<ArrayBuffer>, options: PostOptions): Promise<Posted> {
  const response = await fetch(url, {
    method: "POST",
    headers: { ...options.headers, "Content-Type": "application/json" },
    body,
    redirect: "error",
    cache: "no-store",
    signal: AbortSignal.timeout(options.timeoutMs),
  });
  const text = await readAtMost(response, options.maxBytes).catch(() => null);
  return { status: response.status, text };
}
