// Arriving from another site. A browser holds a SameSite=Strict cookie back on such a navigation, so a person
// who follows a link from a mail would look signed out. A tiny page of ours that moves on to the same address
// makes the second navigation our own, and the cookie comes along; no script needed.
import { escapeHtml } from "@/lib/design/escape-html";

/** Whether the hop could help: a page is being opened from elsewhere, and no session cookie came. */
export function needsArrivalHop(method: string, headers: Headers, hasSessionCookie: boolean): boolean {
  return (
    method === "GET" &&
    !hasSessionCookie &&
    headers.get("sec-fetch-site") === "cross-site" &&
    headers.get("sec-fetch-mode") === "navigate" &&
    headers.get("sec-fetch-dest") === "document"
  );
}

/** @param target path and query of this very request */
export function arrivalPage(target: string): string {
  const escaped = escapeHtml(target);
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>One moment</title>` +
    `<meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="0;url=${escaped}">` +
    `</head><body><p><a href="${escaped}">Continue</a></p></body></html>`
  );
}
