// The value of a cookie in this request. It is untrusted, and null if the cookie was sent twice.
import "server-only";
import { headers } from "next/headers";
import { env } from "@/lib/env/server";
import { cookieName, readCookie, type CookieKind } from "./cookie-policy";

export async function sentCookie(kind: CookieKind): Promise<string | null> {
  return readCookie((await headers()).get("cookie"), cookieName(env(), kind));
}
