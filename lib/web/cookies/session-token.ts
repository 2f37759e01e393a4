// The session token of this request: from the cookie that the browser sent or, on the page rendered after an action, from
// the cookie that the action set. Does not use Next's cookies(), because reading them applies the middleware's cookie
// changes to the request header, and a flash would be lost before it is shown.
import "server-only";
import { headers } from "next/headers";
import { sentCookie } from "./sent-cookie";

/** Keyed by the request's headers, which are the same object for the whole request. */
const replaced = new WeakMap<object, string>();

export async function replaceSessionToken(token: string): Promise<void> {
  replaced.set(await headers(), token);
}

export async function sessionToken(): Promise<string | null> {
  return replaced.get(await headers()) ?? sentCookie("session");
}
