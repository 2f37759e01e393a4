// A file for the browser to save and never to show: its name cannot end the header that it stands in. One that comes in
// pieces is made as fast as it is read; what goes wrong in the middle breaks it off, so that half is not taken for all.
import "server-only";

export interface FileView {
  name: string;
  type: string;
  body: string | AsyncGenerator<string>;
}

export function fileResponse({ name, type, body }: FileView): Response {
  const safeName = name.replaceAll(/[^A-Za-z0-9._-]/g, "-").replace(/^\.+/, "");
  return new Response(typeof body === "string" ? body : streamOf(body), {
    headers: { "Content-Type": type, "Content-Disposition": `attachment; filename="${safeName}"`, "Cache-Control": "no-store" },
  });
}

function streamOf(pieces: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    pull: async (controller) => {
      const next = await pieces.next();
      if (next.done) controller.close();
      else controller.enqueue(encoder.encode(next.value));
    },
    cancel: async () => {
      await pieces.return(undefined);
    },
  });
}
