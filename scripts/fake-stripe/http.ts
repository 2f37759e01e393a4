// Bodies, pages and redirects of the simulator's server.
import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { StripeFailure } from "./failure";

const MAX_BODY = 100_000;

export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk as Uint8Array);
    size += bytes.length;
    if (size > MAX_BODY) throw new StripeFailure(413, { type: "invalid_request_error", message: "The body is too large." });
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString("utf8");
}

export interface Page {
  title: string;
  body: string;
  status?: number;
  /** Origins to which a form on the page may lead: a policy for forms also covers the redirect that follows. */
  leadsTo?: string[];
}

/** Sends a page. Its policy allows nothing but its own style and forms. @param render makes the document for a nonce */
export function sendPage(response: ServerResponse, page: Page, render: (page: Page, nonce: string) => string): void {
  const nonce = randomBytes(16).toString("base64");
  const policy = [
    "default-src 'none'",
    `style-src 'nonce-${nonce}'`,
    `form-action ${["'self'", ...(page.leadsTo ?? [])].join(" ")}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  response.writeHead(page.status ?? 200, {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "content-security-policy": policy.join("; "),
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
  });
  response.end(render(page, nonce));
}

export function redirect(response: ServerResponse, location: string): void {
  response.writeHead(303, { location, "cache-control": "no-store" }).end();
}

/** False for a form that another website sent, or a request that reached this server under another name. */
export function isOwnRequest(request: IncomingMessage, baseUrl: string): boolean {
  const { host } = new URL(baseUrl);
  const { origin } = request.headers;
  if (request.headers.host !== host) return false;
  return request.method === "GET" || origin === undefined || origin === baseUrl;
}
