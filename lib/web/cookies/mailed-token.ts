// The token of a mailed link on its way through the browser: in the link, or in a cookie of ours, so that a reload finds
// it after it left the address bar, and so does a person who signs in or out first. It never stands in a second address, where
// it would be logged and remembered.
import "server-only";
import type { MailedLink } from "@/lib/access/cookie-effects";
import { searchParam, type SearchParams } from "@/lib/web/http/search-params";
import { sentCookie } from "./sent-cookie";

/** The one of the link, else the one that was kept; null without any. */
export async function mailedToken(link: MailedLink, params: SearchParams): Promise<string | null> {
  return (await searchParam(params, "token")) ?? (await sentCookie(link));
}
