// Finds the token of a mailed link: in the link itself, or in the cookie that keeps the token. After the token is removed
// from the address bar, the cookie keeps it for a reload, or for a detour to sign in or out. The token never appears in a
// second URL, which would be logged and kept in the history.
import "server-only";
import type { MailedLink } from "@/lib/access/cookie-effects";
import { searchParam, type SearchParams } from "@/lib/web/http/search-params";
import { sentCookie } from "./sent-cookie";

/** The token in the link, otherwise the kept token, otherwise null. */
export async function mailedToken(link: MailedLink, params: SearchParams): Promise<string | null> {
  return (await searchParam(params, "token")) ?? (await sentCookie(link));
}
