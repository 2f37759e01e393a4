// The value of a cookie in this request. It is untrusted, and null if the cookie was sent twice.
import "server-only";
import { headers } from "next/headers";
import { env } from "@/lib/env/server";
import { cookieName, readCookie, type CookieKind } from "./cookie-policy";

export async function sentCookie(kind: CookieKind): Promise<string | null> {
  return readCookie((await headers()).get("cookie"), cookieName(env(), kind));
}

/** What was written: the framework encodes the values of the cookies that it writes. Empty if the encoding is damaged. */
export function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return "";
  }
}
