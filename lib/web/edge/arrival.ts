// On a navigation from another site, browsers send no SameSite=Strict cookie, so a user who follows a link in an email would
// appear signed out. A small page then redirects to the same URL. This second navigation is same-site, so the browser sends
// the cookie. The page needs no JavaScript.
import "server-only";
import { escapeHtml } from "@/lib/design/escape-html";

/** Whether the redirect could help: the request opens a page from another site and has no session cookie. */
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
