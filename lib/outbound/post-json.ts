// Posts JSON to a configured URL.
import "server-only";
import { limitedFetch, type OutboundOptions } from "./limited-fetch";
import { readAtMost } from "./read-at-most";

interface Posted {
  status: number;
  /** Null if the response is too large, or does not end in time. */
  text: string | null;
}

/** @throws Error for a network failure, a redirect, or a response that does not begin in time */
export async function postJson(url: URL, body: Uint8Array<ArrayBuffer>, options: OutboundOptions): Promise<Posted> {
  const headers = { ...options.headers, "Content-Type": "application/json" };
  const response = await limitedFetch(url, { method: "POST", body }, { ...options, headers });
  const text = await readAtMost(response, options.maxBytes).catch(() => null);
  return { status: response.status, text };
}
