// Replaces some of the framework's responses with a page that works without JavaScript: the error document, which is empty
// until its script runs, and the plain text sent for a form with an unknown action. Otherwise a user without JavaScript
// would see no explanation. If the database was unavailable, the page also has the right status, which the framework cannot
// set. All other responses pass through unchanged.
import "server-only";
import type { IncomingMessage, OutgoingHttpHeader, ServerResponse } from "node:http";
import { env } from "@/lib/env/server";
import { ERROR_CODES } from "@/lib/errors/codes";
import type { RequestContext } from "@/lib/observability/request-context";
import { busyPage } from "@/lib/web/edge/busy-page";
import { nonceOf, POLICY_HEADER } from "@/lib/web/edge/nonce-of";
import { updatedPage } from "@/lib/web/edge/updated-page";
import { safeRedirect } from "@/lib/web/http/safe-redirect";

/** Headers that describe the replaced document: its encoding and its preloaded resources. */
const ITS_OWN = ["Content-Encoding", "ETag", "Link", "Transfer-Encoding"];

/** Marks the framework's response to a form whose action is not in this build. */
const ACTION_NOT_FOUND = "x-nextjs-action-not-found";

type Call = (...args: unknown[]) => unknown;

export function sendReplacementPages(request: IncomingMessage, response: ServerResponse, context: RequestContext): void {
  const writeHead: Call = response.writeHead.bind(response) as Call;
  const write: Call = response.write.bind(response) as Call;
  const end: Call = response.end.bind(response) as Call;
  let instead: string | null = null;

  response.writeHead = (...args: unknown[]) => {
    const headers = headersAmong(args);
    const type = headers["content-type"] ?? headers["Content-Type"] ?? response.getHeader("content-type");
    const given = { status: Number(args[0]), type: String(type) };
    const isBusy = failedBusy(context, given);
    const status = isBusy ? ERROR_CODES.BUSY.status : given.status;
    instead = pageInPlace(request, response, context, { ...given, status, isBusy });
    if (instead === null) return writeHead(...args) as ServerResponse;
    // What a form has sent may have been saved, so no client should repeat it by itself.
    if (isBusy && request.method !== "POST") response.setHeader("Retry-After", String(context.retryAfterSeconds));
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    for (const name of ITS_OWN) response.removeHeader(name);
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.setHeader("Content-Length", Buffer.byteLength(instead));
    return writeHead(status) as ServerResponse;
  };
  // The page must be chosen before the first byte of the original response is sent.
  const begin = () => {
    const { retryAfterSeconds, replacementPage } = context;
    const isChosen = retryAfterSeconds !== undefined || replacementPage !== undefined;
    if ((isChosen || response.hasHeader(ACTION_NOT_FOUND)) && !response.headersSent) response.writeHead(response.statusCode);
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

interface Given {
  status: number;
  type: string;
}

const isHtml = ({ type }: Given) => type.startsWith("text/html");

/** Whether a page failed after the database was unavailable. The framework has one status for all pages that throw. */
function failedBusy({ retryAfterSeconds }: RequestContext, given: Given): boolean {
  return retryAfterSeconds !== undefined && given.status === 500 && isHtml(given);
}

function pageInPlace(
  { headers, method }: IncomingMessage,
  response: ServerResponse,
  { replacementPage, requestId, target: given }: RequestContext,
  { isBusy, ...own }: Given & { isBusy: boolean },
): string | null {
  const { status } = own;
  const page = () => {
    const nonce = nonceOf(headers[POLICY_HEADER]?.toString());
    return { status, appName: env().APP_NAME, requestId, nonce, target: safeRedirect(given) ?? "/" };
  };
  // With JavaScript, the framework's script handles the response.
  if (response.hasHeader(ACTION_NOT_FOUND) && headers["next-action"] === undefined) return updatedPage(page());
  if (isBusy) return busyPage({ ...page(), isForm: method === "POST" });
  return replacementPage?.status === status && isHtml(own) ? replacementPage.html : null;
}

/** The headers among the arguments of `writeHead`; empty if there are none. */
function headersAmong(args: unknown[]): Record<string, OutgoingHttpHeader> {
  const last = args.at(-1);
  return typeof last === "object" && last !== null && !Array.isArray(last)
    ? (last as Record<string, OutgoingHttpHeader>)
    : {};
}
