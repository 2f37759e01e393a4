// Posts to a configured URL, and passes the response on while it arrives. The timeout and the size limit apply to the whole
// response, so a server that never stops sending cannot hold a request or fill the memory.
import "server-only";
import { limitedFetch, type OutboundOptions } from "./limited-fetch";
import { chunksAtMost } from "./read-at-most";

/**
 * @returns the response, whose body fails after the timeout or above the size limit; canceling it closes the connection
 * @throws Error for a network failure, a redirect, or a response that does not begin in time
 */
export async function openStream(url: URL, body: string, options: OutboundOptions): Promise<Response> {
  const closing = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, closing.signal]) : closing.signal;
  const response = await limitedFetch(url, { method: "POST", body }, { ...options, signal });
  const chunks = chunksAtMost(response, options.maxBytes);
  const passedOn = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull: async (controller) => {
      const next = await chunks.next();
      if (next.done) controller.close();
      else controller.enqueue(next.value);
    },
    cancel: () => closing.abort(),
  });
  const headers = { "Content-Type": response.headers.get("Content-Type") ?? "" };
  return new Response(passedOn, { status: response.status, headers });
}
