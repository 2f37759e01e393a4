// Sends a file that the browser saves and never displays. The file's name cannot break out of its header.
import "server-only";
import { streamOf } from "./stream-of";

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
