// The value of a cookie in this request. It is untrusted, and null if the cookie was sent twice.
import "server-only";
import { headers } from "next/headers";
import { env } from "@/lib/env/server";
import { cookieName, readCookie, type CookieKind } from "./cookie-policy";

export async function sentCookie(kind: CookieKind): Promise<string | null> {
  return readCookie((await headers()).get("cookie"), cookieName(env(), kind));
}

/** Decodes a cookie's value, because the framework encodes the values that it writes. Empty if the encoding is invalid. */
export function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return "";
  }
}
