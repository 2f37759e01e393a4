// The product's cookies: names and attributes in one place. Strict environments use the `__Host-` prefix, which browsers
// accept only with Secure, Path=/ and no Domain. Independent of any request, so that the middleware can use it.
import "server-only";
import { DEVICE_LIFETIME_SECONDS } from "@/lib/auth/lifetimes";
import type { Env } from "@/lib/env/schema";
import { OWN_COOKIE_NAMES } from "@/lib/env/own-cookie-names";
import { MAILED_LINK_KINDS } from "./mailed-links";

export interface CookieAttributes {
  httpOnly: true;
  secure: boolean;
  sameSite: "strict" | "lax";
  path: "/";
  maxAge: number;
}

const QUARTER = 900;
const HOUR = 4 * QUARTER;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;

export const COOKIE_KINDS = [
  "session",
  "device",
  "signUpFlow",
  "signUpEmail",
  "oauthFlow",
  ...MAILED_LINK_KINDS,
  "flash",
  "theme",
  "organization",
] as const;

export type CookieKind = (typeof COOKIE_KINDS)[number];

/** Cookies with a session's lifetime. On a shared computer, the last opened organization must not outlive the session. */
type SessionLong = "session" | "organization";

const MAX_AGES = {
  device: DEVICE_LIFETIME_SECONDS,
  signUpFlow: DAY,
  signUpEmail: HOUR,
  // As long as a state is valid. Every start renews it; the end of the last sign-in clears it.
  oauthFlow: 600,
  // The user may have to sign in first.
  invitation: HOUR,
  verification: QUARTER,
  passwordReset: QUARTER,
  emailChange: QUARTER,
  flash: 60,
  theme: YEAR,
} as const satisfies Record<Exclude<CookieKind, SessionLong>, number>;

function baseName(env: Env, kind: CookieKind): string {
  return kind === "session" ? env.SESSION_COOKIE_NAME : OWN_COOKIE_NAMES[kind];
}

export function cookieName(env: Env, kind: CookieKind): string {
  return env.strict ? `__Host-${baseName(env, kind)}` : baseName(env, kind);
}

export function cookieAttributes(env: Env, kind: CookieKind): CookieAttributes {
  const maxAge = kind === "session" || kind === "organization" ? env.SESSION_COOKIE_MAX_AGE : MAX_AGES[kind];
  return {
    httpOnly: true,
    secure: env.strict || env.APP_URL.startsWith("https://"),
    // The provider sends the browser back from another site.
    sameSite: env.strict && kind !== "oauthFlow" ? "strict" : "lax",
    path: "/",
    maxAge,
  };
}

/** Every value that the request contains for a cookie. */
export function cookieValues(header: string | null, name: string): string[] {
  return (header ?? "").split(";").flatMap((pair) => {
    const at = pair.indexOf("=");
    return at > 0 && pair.slice(0, at).trim() === name ? [pair.slice(at + 1).trim()] : [];
  });
}

/** The value of a cookie; null if it is missing or was sent more than once. */
export function readCookie(header: string | null, name: string): string | null {
  const values = cookieValues(header, name);
  return values.length === 1 ? (values[0] ?? null) : null;
}

/** The value of a Set-Cookie header, in the framework's format. */
export function serializeCookie(name: string, value: string, { path, maxAge, secure, sameSite }: CookieAttributes): string {
  const expires = new Date(Date.now() + maxAge * 1000).toUTCString();
  return `${name}=${value}; Path=${path}; Expires=${expires}; Max-Age=${maxAge};${secure ? " Secure;" : ""} HttpOnly; SameSite=${sameSite}`;
}
