// Posts JSON to a configured URL. Each request has its own connection: a kept one may have been closed while the platform
// had frozen this process, and after a reset nobody knows whether the request arrived.
import "server-only";
import { limitedFetch, type OutboundOptions } from "./limited-fetch";
import { readAtMost } from "./read-at-most";

export interface Posted {
  status: number;
  /** The value of Retry-After, unless it is a date. */
  retryAfterSeconds: number | null;
  /** Null if the response is too large, or does not end in time. */
  text: string | null;
}

/** @throws Error for a network failure, a redirect, or a response that does not begin in time */
export async function postJson(url: URL, body: Uint8Array<ArrayBuffer>, options: OutboundOptions): Promise<Posted> {
  const headers = { ...options.headers, "Content-Type": "application/json", Connection: "close" };
  const response = await limitedFetch(url, { method: "POST", body }, { ...options, headers });
  const text = await readAtMost(response, options.maxBytes).catch(() => null);
  const [retryAfter] = /^\d{1,9}$/.exec(response.headers.get("Retry-After") ?? "") ?? [];
  return { status: response.status, retryAfterSeconds: retryAfter === undefined ? null : Number(retryAfter), text };
}
