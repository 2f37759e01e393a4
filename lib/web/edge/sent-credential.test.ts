import { describe, expect, it } from "vitest";
import { generateApiKey } from "@/lib/api-keys/key-format";
import { generateToken } from "@/lib/crypto/random";
import { env } from "@/lib/env/server";
import { limits } from "@/lib/rate-limit/limits";
import { cookieName } from "@/lib/web/cookies/cookie-policy";
import { sentCredential } from "./sent-credential";

const token = generateToken();
const cookie = `${cookieName(env(), "session")}=${token}`;
const ACCESS_TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl";
const API = "/api/v1/organizations";

const of = (path: string, headers: Record<string, string>) => sentCredential(env(), path, new Headers(headers));

describe("the credential under which the general limit counts a request", () => {
  it("is a well-formed session cookie", () => {
    expect(of("/org/acme", { cookie })).toEqual({ limit: limits.generalPerSession, key: token });
    expect(of(API, { cookie })).toEqual({ limit: limits.generalPerSession, key: token });
    for (const other of [cookie.slice(0, -1), `${cookie}; ${cookie}`, "other=1"])
      expect(of(API, { cookie: other })).toBeNull();
  });

  it("is a well-formed access token where one is accepted, instead of the cookie", () => {
    const headers = { authorization: `Bearer ${ACCESS_TOKEN}`, cookie };
    expect(of(API, headers)).toEqual({ limit: limits.generalPerToken, key: ACCESS_TOKEN });
    expect(of("/api/cron", headers)).toEqual({ limit: limits.generalPerSession, key: token });
    expect(of("/api/cron", { authorization: headers.authorization })).toBeNull();
  });

  it("is a well-formed API key where one is accepted, which has a limit of its own", () => {
    const key = generateApiKey();
    expect(of(API, { authorization: `Bearer ${key}` })).toEqual({ limit: limits.perApiKey, key });
    expect(of("/api/auth/session", { authorization: `Bearer ${key}` })).toBeNull();
    expect(of(API, { authorization: `Bearer ${key.slice(0, -1)}` })).toBeNull();
  });

  it.each(["Basic YTpi", "Bearer x", "Bearer a.b", "Bearer a.b.c.d", "Bearer a.b.c, Bearer a.b.c", `Bearer ${token}`])(
    "is none with the header %j, which the address pays for",
    (authorization) => {
      expect(of(API, { authorization, cookie })).toBeNull();
    },
  );
});
