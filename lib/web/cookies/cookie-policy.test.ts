import { describe, expect, it } from "vitest";
import { parseEnv } from "@/lib/env/schema";
import { env } from "@/lib/env/server";
import { COOKIE_KINDS, cookieAttributes, cookieName, readCookie, type CookieKind } from "./cookie-policy";

const KINDS: readonly CookieKind[] = COOKIE_KINDS;
const dev = { ...env(), strict: false, APP_URL: "http://localhost:3000" };
const prod = { ...env(), strict: true, APP_URL: "https://app.gatehouse.test", SESSION_COOKIE_MAX_AGE: 1234 };

describe("our cookies", () => {
  it.each(KINDS)("in strict environments: %s has what __Host- demands, and is for this site alone", (kind) => {
    expect(cookieName(prod, kind)).toMatch(/^__Host-[a-z_]+$/);
    expect(cookieAttributes(prod, kind)).toMatchObject({ httpOnly: true, secure: true, sameSite: "strict", path: "/" });
    expect(cookieAttributes(prod, kind)).not.toHaveProperty("domain");
  });

  it.each(KINDS)("in development: %s works over http, and no script reads it", (kind) => {
    expect(cookieName(dev, kind)).not.toMatch(/^__/);
    expect(cookieAttributes(dev, kind)).toMatchObject({ httpOnly: true, secure: false, sameSite: "lax", path: "/" });
    expect(cookieAttributes({ ...dev, APP_URL: "https://dev.test" }, kind).secure).toBe(true);
  });

  it("have different names, and the session's is configured, as is its lifetime", () => {
    expect(new Set(KINDS.map((kind) => cookieName(prod, kind))).size).toBe(KINDS.length);
    expect(cookieName({ ...prod, SESSION_COOKIE_NAME: "sid" }, "session")).toBe("__Host-sid");
    expect(cookieAttributes(prod, "session").maxAge).toBe(1234);
  });

  it.each(COOKIE_KINDS.filter((kind) => kind !== "session"))(
    "cannot be mixed up: the session's is not called like %s",
    (kind) => {
      expect(() => parseEnv({ SESSION_COOKIE_NAME: cookieName(dev, kind) })).toThrow(
        "is the name of another cookie of ours",
      );
    },
  );

  it("keep an invitation no longer than signing in takes", () => {
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
  ])("reads the one value: %s", (header, value) => {
    expect(readCookie(header, "session_id")).toBe(value);
  });

  it.each([null, "", "session_id", "=abc", "xsession_id=abc", "session_idx=abc", "SESSION_ID=abc", "a=session_id=abc"])(
    "reads nothing of another's: %s",
    (header) => {
      expect(readCookie(header, "session_id")).toBeNull();
    },
  );

  it.each(["session_id=a; session_id=b", "session_id=a; session_id=a", "session_id=a;session_id="])(
    "takes a cookie sent twice for none: %s",
    (header) => {
      expect(readCookie(header, "session_id")).toBeNull();
    },
  );

  it("is not fooled by the host-bound name's plain twin", () => {
    expect(readCookie("session_id=planted; __Host-session_id=real", "__Host-session_id")).toBe("real");
  });
});
