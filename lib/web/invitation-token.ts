// The token of an invitation on its way through the browser: in the mailed link, or, while somebody signs in or out to
// accept it, in a cookie of ours. So it never stands in a second address, where it would be logged and remembered.
import "server-only";
import { headers } from "next/headers";
import { TOKEN_PATTERN } from "@/lib/crypto/random";
import { env } from "@/lib/env/server";
import { cookieName, readCookie } from "./cookies";
import { searchParam, type SearchParams } from "./search-params";
import { clearCookie, writeCookie } from "./write-cookie";

export const INVITATION_PATH = "/invite/accept";

async function keptInvitation(): Promise<string | null> {
  return readCookie((await headers()).get("cookie"), cookieName(env(), "invitation"));
}

/** The one of the link, else the one that was kept; empty without any. */
export async function invitationToken(params: SearchParams): Promise<string> {
  return (await searchParam(params, "token")) ?? (await keptInvitation()) ?? "";
}

export async function keepInvitation(token: string | undefined): Promise<void> {
  if (token !== undefined && TOKEN_PATTERN.test(token)) await writeCookie("invitation", token);
}

/** Another one that is kept stays: somebody may be on the way to it in this browser. */
export async function dropInvitation(token: unknown): Promise<void> {
  if (token === (await keptInvitation())) await clearCookie("invitation");
}
