// Posts a form to a configured URL, and reads the response.
import "server-only";
import { limitedFetch, type OutboundOptions } from "./limited-fetch";
import { readAtMost } from "./read-at-most";

/** @throws Error for a network failure, a redirect, a timeout or a response above the size limit */
export async function postForm(
  url: URL,
  fields: Record<string, string>,
  options: OutboundOptions,
): Promise<{ status: number; text: string }> {
  const response = await limitedFetch(url, { method: "POST", body: new URLSearchParams(fields) }, options);
  return { status: response.status, text: await readAtMost(response, options.maxBytes) };
}
