// Sends the page that was made for a request in place of the framework's document of the same status, which holds
// nothing but script, or in place of its bare remark that it does not know the action of a form. Everything else passes
// through as it is: other statuses, data for the framework's script, JSON.
import "server-only";
import type { OutgoingHttpHeader, ServerResponse } from "node:http";
import type { RequestContext } from "@/lib/observability/request-context";

/** Of the document that is not sent: how it was packed, and what it would have loaded. */
const ITS_OWN = ["Content-Encoding", "ETag", "Link", "Transfer-Encoding"];

/** On the framework's answer to a form whose action is not of this build. */
const ACTION_NOT_FOUND = "x-nextjs-action-not-found";

type Call = (...args: unknown[]) => unknown;

export function sendPlainPages(response: ServerResponse, context: RequestContext): void {
  const writeHead: Call = response.writeHead.bind(response) as Call;
  const write: Call = response.write.bind(response) as Call;
  const end: Call = response.end.bind(response) as Call;
  let instead: string | null = null;

  response.writeHead = (...args: unknown[]) => {
    const headers = headersAmong(args);
    const type = headers["content-type"] ?? headers["Content-Type"] ?? response.getHeader("content-type");
    const status = Number(args[0]);
    instead = pageInPlace(context, response, status, String(type));
    if (instead === null) return writeHead(...args) as ServerResponse;
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    for (const name of ITS_OWN) response.removeHeader(name);
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.setHeader("Content-Length", Buffer.byteLength(instead));
    return writeHead(status) as ServerResponse;
  };
  // What is to be sent is known before the first byte of something else is on its way.
  const begin = () => {
    if ((context.plainPage ?? context.unknownActionPage) && !response.headersSent) response.writeHead(response.statusCode);
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
    return (
      instead === null ? end(...args) : end(instead, ...args.filter((arg) => typeof arg === "function"))
    ) as ServerResponse;
  };
}

function pageInPlace(
  { plainPage, unknownActionPage }: RequestContext,
  response: ServerResponse,
  status: number,
  type: string,
): string | null {
  if (unknownActionPage && response.hasHeader(ACTION_NOT_FOUND)) return unknownActionPage(status);
  return plainPage?.status === status && type.startsWith("text/html") ? plainPage.html : null;
}

/** Those given beside the status, which count as well. */
function headersAmong(args: unknown[]): Record<string, OutgoingHttpHeader> {
  const last = args.at(-1);
  return typeof last === "object" && last !== null && !Array.isArray(last)
    ? (last as Record<string, OutgoingHttpHeader>)
    : {};
}
