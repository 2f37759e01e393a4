// The session token of this request: the cookie that was sent or, for the page rendered after an action, the cookie that the
// action set. Does not use Next's cookies(): reading those rewrites the header with what the middleware sets, which would
// lose a flash before it is shown.
import "server-only";
import { headers } from "next/headers";
import { sentCookie } from "./sent-cookie";

/** Keyed by the request's headers, which stay one object while it is served. */
const replaced = new WeakMap<object, string>();

export async function replaceSessionToken(token: string): Promise<void> {
  replaced.set(await headers(), token);
}

export async function sessionToken(): Promise<string | null> {
  return replaced.get(await headers()) ?? sentCookie("session");
}
