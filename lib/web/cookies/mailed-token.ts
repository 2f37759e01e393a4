// The token of a mailed link on its way through the browser: in the link, or in a cookie of ours, so that a reload finds
// it after it left the address bar, and so does a person who signs in or out first. It never stands in a second address, where
// it would be logged and remembered.
import "server-only";
import { TOKEN_PATTERN } from "@/lib/crypto/random";
import type { ErrorCode } from "@/lib/errors/codes";
import type { MailedLink } from "./mailed-links";
import { searchParam, type SearchParams } from "@/lib/web/http/search-params";
import { sentCookie } from "./sent-cookie";
import { clearCookie, writeCookie } from "./write-cookie";

/** The one of the link, else the one that was kept; null without any. */
export async function mailedToken(link: MailedLink, params: SearchParams): Promise<string | null> {
  return (await searchParam(params, "token")) ?? (await sentCookie(link));
}

export async function keepToken(link: MailedLink, token: string | undefined): Promise<void> {
  if (token !== undefined && TOKEN_PATTERN.test(token)) await writeCookie(link, token);
}

/** The refusals after which a link is over for good. After any other, its person may sign in, sign out or try again. */
const OVER: ReadonlySet<ErrorCode> = new Set<ErrorCode>(["INVALID_LINK", "ALREADY_MEMBER"]);

export async function dropTokenIfOver(link: MailedLink, code: ErrorCode, token: unknown): Promise<void> {
  if (OVER.has(code)) await dropToken(link, token);
}

/** Another one that is kept stays: somebody may be on the way to it in this browser. */
export async function dropToken(link: MailedLink, token: unknown): Promise<void> {
  if (token === (await sentCookie(link))) await clearCookie(link);
}
