// Sends a text while it is produced. Whatever the text says, no browser takes it for a page.
import "server-only";
import { streamOf } from "./stream-of";

export interface TextView {
  headers: Record<string, string>;
  pieces: AsyncIterableIterator<string, void>;
}

export function textResponse({ headers, pieces }: TextView): Response {
  return new Response(streamOf(pieces), {
    headers: {
      ...headers,
      "Content-Type": "text/plain; charset=utf-8",
      "X-Content-Type-Options": "nosniff",
      "Cache-Control": "no-store",
      // Proxies that collect a response before they pass it on would hide its progress.
      "X-Accel-Buffering": "no",
    },
  });
}
