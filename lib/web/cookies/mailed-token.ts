// Carries the token of a mailed link through the browser: in the link itself, then in a cookie, so that it survives a
// reload, and a detour to sign in or out, after it has left the address bar. It never appears in a second URL, where it
// would be logged and remembered.
import "server-only";
import type { MailedLink } from "@/lib/access/cookie-effects";
import { searchParam, type SearchParams } from "@/lib/web/http/search-params";
import { sentCookie } from "./sent-cookie";

/** The token in the link, else the kept one, else null. */
export async function mailedToken(link: MailedLink, params: SearchParams): Promise<string | null> {
  return (await searchParam(params, "token")) ?? (await sentCookie(link));
}
