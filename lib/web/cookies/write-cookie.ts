// Sets and clears the product's cookies, for actions and routes.
import "server-only";
import { cookies } from "next/headers";
import { env } from "@/lib/env/server";
import { cookieAttributes, cookieName, type CookieKind } from "./cookie-policy";

export async function writeCookie(kind: CookieKind, value: string): Promise<void> {
  (await cookies()).set(cookieName(env(), kind), value, cookieAttributes(env(), kind));
}

export async function clearCookie(kind: CookieKind): Promise<void> {
  (await cookies()).set(cookieName(env(), kind), "", { ...cookieAttributes(env(), kind), maxAge: 0 });
}
