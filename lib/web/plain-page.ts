// Sends the page that was made for a request in place of the framework's document of the same status, which holds
// nothing but script. Everything else passes through as it is: other statuses, data for the framework's script, JSON.
import "server-only";
import type { OutgoingHttpHeader, ServerResponse } from "node:http";
import type { RequestContext } from "@/lib/observability/request-context";

/** Of the document that is not sent: how it was packed, and what it would have loaded. */
const ITS_OWN = ["Content-Encoding", "ETag", "Link", "Transfer-Encoding"];

type Call = (...args: unknown[]) => unknown;

export function sendPlainPages(response: ServerResponse, context: RequestContext): void {
  const writeHead: Call = response.writeHead.bind(response) as Call;
  const write: Call = response.write.bind(response) as Call;
  const end: Call = response.end.bind(response) as Call;
  let instead: string | null = null;

  response.writeHead = (...args: unknown[]) => {
    const headers = headersAmong(args);
    const page = context.plainPage;
    const type = headers["content-type"] ?? headers["Content-Type"] ?? response.getHeader("content-type");
    if (!page || page.status !== args[0] || !String(type).startsWith("text/html")) return writeHead(...args) as ServerResponse;
    instead = page.html;
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    for (const name of ITS_OWN) response.removeHeader(name);
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.setHeader("Content-Length", Buffer.byteLength(page.html));
    return writeHead(page.status) as ServerResponse;
  };
  // What is to be sent is known before the first byte of something else is on its way.
  const begin = () => {
    if (context.plainPage && !response.headersSent) response.writeHead(response.statusCode);
  };
  response.write = (...args: unknown[]) => {
    begin();
    if (instead === null) return write(...args) as boolean;
    const written = args.at(-1);
    if (typeof written === "function") process.nextTick(written);
    return true;
  };
  response.end = (...args: unknown[]) => {
    begin();
    return (instead === null ? end(...args) : end(instead, ...args.filter((arg) => typeof arg === "function"))) as ServerResponse;
  };
}

/** Those given beside the status, which count as well. */
function headersAmong(args: unknown[]): Record<string, OutgoingHttpHeader> {
  const last = args.at(-1);
  return typeof last === "object" && last !== null && !Array.isArray(last) ? (last as Record<string, OutgoingHttpHeader>) : {};
}
