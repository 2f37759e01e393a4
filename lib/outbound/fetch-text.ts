// Gets the text at a configured URL.
import "server-only";
import { limitedFetch, type OutboundOptions } from "./limited-fetch";
import { readAtMost } from "./read-at-most";

/** @throws Error for a network failure, a status other than 2xx, a redirect, a timeout or a response above the size limit */
export async function fetchText(url: URL, options: OutboundOptions): Promise<string> {
  const response = await limitedFetch(url, {}, options);
  if (!response.ok || !response.body) throw new Error(`answered ${response.status}`);
  return readAtMost(response, options.maxBytes);
}
