import { describe, expect, it } from "vitest";
import { parseEnv } from "@/lib/env/schema";
import { env } from "@/lib/env/server";
import { COOKIE_KINDS, cookieAttributes, cookieName, readCookie, type CookieKind } from "./cookie-policy";

const KINDS: readonly CookieKind[] = COOKIE_KINDS;
const dev = { ...env(), strict: false, APP_URL: "http://localhost:3000" };
const prod = { ...env(), strict: true, APP_URL: "https://app.gatehouse.test", SESSION_COOKIE_MAX_AGE: 1234 };

describe("our cookies", () => {
  it("is sent back from a provider, if it binds sign-ins there to the browser", () => {
    expect(cookieAttributes(prod, "oauthFlow")).toMatchObject({ sameSite: "lax", maxAge: 600 });
  });

  it.each(KINDS)(
    "meet the __Host- requirements and are SameSite=Strict in strict environments, with one exception: %s",
    (kind) => {
      expect(cookieName(prod, kind)).toMatch(/^__Host-[a-z_]+$/);
      const sameSite = kind === "oauthFlow" ? "lax" : "strict";
      expect(cookieAttributes(prod, kind)).toMatchObject({ httpOnly: true, secure: true, sameSite, path: "/" });
      expect(cookieAttributes(prod, kind)).not.toHaveProperty("domain");
    },
  );

  it.each(KINDS)("work over http in development, and are hidden from scripts: %s", (kind) => {
    expect(cookieName(dev, kind)).not.toMatch(/^__/);
    expect(cookieAttributes(dev, kind)).toMatchObject({ httpOnly: true, secure: false, sameSite: "lax", path: "/" });
    expect(cookieAttributes({ ...dev, APP_URL: "https://dev.test" }, kind).secure).toBe(true);
  });

  it("have distinct names, and use the configured name and lifetime for the session", () => {
    expect(new Set(KINDS.map((kind) => cookieName(prod, kind))).size).toBe(KINDS.length);
    expect(cookieName({ ...prod, SESSION_COOKIE_NAME: "sid" }, "session")).toBe("__Host-sid");
    expect(cookieAttributes(prod, "session").maxAge).toBe(1234);
  });

  it.each(COOKIE_KINDS.filter((kind) => kind !== "session"))(
    "do not let the configuration give the session cookie the name of the %s cookie",
    (kind) => {
      expect(() => parseEnv({ SESSION_COOKIE_NAME: cookieName(dev, kind) })).toThrow(
        "is the name of another cookie of the app",
      );
    },
  );

  it("keep an invitation's token for at most an hour", () => {
    expect(cookieAttributes(prod, "invitation").maxAge).toBeLessThanOrEqual(3600);
  });
});

describe("readCookie", () => {
  it.each([
    ["a=1; session_id=abc; b=2", "abc"],
    ["session_id=abc", "abc"],
    ["session_id=abc==", "abc=="],
    ["session_id=", ""],
    [" session_id = abc ", "abc"],
  ])("reads a single value: %s", (header, value) => {
    expect(readCookie(header, "session_id")).toBe(value);
  });

  it.each([null, "", "session_id", "=abc", "xsession_id=abc", "session_idx=abc", "SESSION_ID=abc", "a=session_id=abc"])(
    "ignores cookies with another name: %s",
    (header) => {
      expect(readCookie(header, "session_id")).toBeNull();
    },
  );

  it.each(["session_id=a; session_id=b", "session_id=a; session_id=a", "session_id=a;session_id="])(
    "ignores a cookie that was sent twice: %s",
    (header) => {
      expect(readCookie(header, "session_id")).toBeNull();
    },
  );

  it("does not confuse a __Host- cookie with a cookie of the same name without the prefix", () => {
    expect(readCookie("session_id=planted; __Host-session_id=real", "__Host-session_id")).toBe("real");
  });
});
