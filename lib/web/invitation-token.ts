// The token of an invitation on its way through the browser: in the mailed link, or, while somebody signs in or out to
// accept it, in a cookie of ours. So it never stands in a second address, where it would be logged and remembered.
import "server-only";
import { TOKEN_PATTERN } from "@/lib/crypto/random";
import { searchParam, type SearchParams } from "./search-params";
import { sentCookie } from "./sent-cookie";
import { clearCookie, writeCookie } from "./write-cookie";

export const INVITATION_PATH = "/invite/accept";

/** The one of the link, else the one that was kept; empty without any. */
export async function invitationToken(params: SearchParams): Promise<string> {
  return (await searchParam(params, "token")) ?? (await sentCookie("invitation")) ?? "";
}

export async function keepInvitation(token: string | undefined): Promise<void> {
  if (token !== undefined && TOKEN_PATTERN.test(token)) await writeCookie("invitation", token);
}

/** Another one that is kept stays: somebody may be on the way to it in this browser. */
export async function dropInvitation(token: unknown): Promise<void> {
  if (token === (await sentCookie("invitation"))) await clearCookie("invitation");
}
