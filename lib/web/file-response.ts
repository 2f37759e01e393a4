// A file for the browser to save and never to show: its name cannot end the header that it stands in.
import "server-only";

export interface FileView {
  name: string;
  type: string;
  body: string;
}

export function fileResponse({ name, type, body }: FileView): Response {
  const safeName = name.replaceAll(/[^A-Za-z0-9._-]/g, "-").replace(/^\.+/, "");
  return new Response(body, {
    headers: { "Content-Type": type, "Content-Disposition": `attachment; filename="${safeName}"`, "Cache-Control": "no-store" },
  });
}
