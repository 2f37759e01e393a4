// The cookies of the product: their names and attributes in one place. Strict environments use the `__Host-`
// prefix, which a browser honors only with Secure, Path=/ and no Domain. Pure, so the middleware can use it.
import type { Env } from "@/lib/env/schema";

export interface CookieAttributes {
  httpOnly: true;
  secure: boolean;
  sameSite: "strict" | "lax";
  path: "/";
  maxAge: number;
}

const HOUR = 3_600;
const DAY = 24 * HOUR;

export const COOKIE_KINDS = ["session", "device", "signUpFlow", "invitation", "flash"] as const;

export type CookieKind = (typeof COOKIE_KINDS)[number];

function baseName(env: Env, kind: CookieKind): string {
  const names = { session: env.SESSION_COOKIE_NAME, device: "device", signUpFlow: "sign_up_flow", invitation: "invitation", flash: "flash" };
  return names[kind];
}

export function cookieName(env: Env, kind: CookieKind): string {
  return env.strict ? `__Host-${baseName(env, kind)}` : baseName(env, kind);
}

export function cookieAttributes(env: Env, kind: CookieKind): CookieAttributes {
  const maxAge = { session: env.SESSION_COOKIE_MAX_AGE, device: 180 * DAY, signUpFlow: DAY, invitation: HOUR, flash: 60 }[kind];
  return {
    httpOnly: true,
    secure: env.strict || env.APP_URL.startsWith("https://"),
    sameSite: env.strict ? "strict" : "lax",
    path: "/",
    maxAge,
  };
}

/** Every value that a cookie was sent with. */
export function cookieValues(header: string | null, name: string): string[] {
  return (header ?? "").split(";").flatMap((pair) => {
    const at = pair.indexOf("=");
    return at > 0 && pair.slice(0, at).trim() === name ? [pair.slice(at + 1).trim()] : [];
  });
}

/** The one value of a cookie; null where it is missing or sent more than once. */
export function readCookie(header: string | null, name: string): string | null {
  const values = cookieValues(header, name);
  return values.length === 1 ? (values[0] ?? null) : null;
}
