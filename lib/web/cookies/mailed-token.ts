// Carries the token of a mailed link through the browser: first in the link, then in a cookie, so that the token survives a
// reload or a detour to sign in or out after it was removed from the address bar. It never appears in a second URL, where it
// would be logged and kept in the history.
import "server-only";
import type { MailedLink } from "@/lib/access/cookie-effects";
import { searchParam, type SearchParams } from "@/lib/web/http/search-params";
import { sentCookie } from "./sent-cookie";

/** The token in the link, otherwise the kept token, otherwise null. */
export async function mailedToken(link: MailedLink, params: SearchParams): Promise<string | null> {
  return (await searchParam(params, "token")) ?? (await sentCookie(link));
}
