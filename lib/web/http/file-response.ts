// Sends a file that the browser saves and never displays. The file's name cannot break out of its header. A streamed file is
// produced only as fast as the client reads it, and for five minutes at most. An error aborts the transfer, so that nobody
// mistakes a partial file for a complete one.
import "server-only";

const MOST_MINUTES = 5;

export interface FileView {
  name: string;
  type: string;
  body: string | AsyncGenerator<string>;
}

export function fileResponse({ name, type, body }: FileView): Response {
  const safeName = name.replaceAll(/[^A-Za-z0-9._-]/g, "-").replace(/^\.+/, "");
  return new Response(typeof body === "string" ? body : streamOf(body), {
    headers: {
      "Content-Type": type,
      "Content-Disposition": `attachment; filename="${safeName}"`,
      "Cache-Control": "no-store",
    },
  });
}

function streamOf(pieces: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let clock: NodeJS.Timeout | undefined;
  return new ReadableStream({
    start: (controller) => {
      clock = setTimeout(() => {
        controller.error(new Error(`a file was not read within ${MOST_MINUTES} minutes`));
        void pieces.return(undefined);
      }, MOST_MINUTES * 60_000);
    },
    pull: async (controller) => {
      const next = await pieces.next().catch((error: unknown) => {
        clearTimeout(clock);
        throw error;
      });
      if (!next.done) return controller.enqueue(encoder.encode(next.value));
      clearTimeout(clock);
      controller.close();
    },
    cancel: async () => {
      clearTimeout(clock);
      await pieces.return(undefined);
    },
  });
}
