// The session token of the request being served: the cookie that was sent, or the one that took its place in this request,
// for the page that is rendered after an action. Not from Next's cookies(): reading those rewrites the header with what the
// middleware sets, and a flash would be gone before it is shown.
import "server-only";
import { headers } from "next/headers";
import { sentCookie } from "./sent-cookie";

/** By the headers of a request, which are one object as long as it is served. */
const replaced = new WeakMap<object, string>();

export async function replaceSessionToken(token: string): Promise<void> {
  replaced.set(await headers(), token);
}

export async function sessionToken(): Promise<string | null> {
  return replaced.get(await headers()) ?? sentCookie("session");
}
