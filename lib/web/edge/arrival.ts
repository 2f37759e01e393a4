// Navigation from another site. Browsers then send no SameSite=Strict cookie, so a user who follows a link in an email would
// look signed out. A small page that redirects to the same address makes the second navigation same-site, so the cookie is
// sent. It needs no JavaScript.
import "server-only";
import { escapeHtml } from "@/lib/design/escape-html";

/** Whether the extra hop could help: a page is opened from another site, without a session cookie. */
export function needsArrivalHop(method: string, headers: Headers, hasSessionCookie: boolean): boolean {
  return (
    method === "GET" &&
    !hasSessionCookie &&
    headers.get("sec-fetch-site") === "cross-site" &&
    headers.get("sec-fetch-mode") === "navigate" &&
    headers.get("sec-fetch-dest") === "document"
  );
}

/** @param target path and query of this request */
export function arrivalPage(target: string): string {
  const escaped = escapeHtml(target);
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>One moment</title>` +
    `<meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="0;url=${escaped}">` +
    `</head><body><p><a href="${escaped}">Continue</a></p></body></html>`
  );
}
