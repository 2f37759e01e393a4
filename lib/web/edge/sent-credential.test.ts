import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { generateApiKey } from "@/lib/api-keys/key-format";
import { accessTokenSeconds, signAccessToken } from "@/lib/auth/tokens/access-token";
import { generateToken } from "@/lib/crypto/random";
import { env } from "@/lib/env/server";
import { allowance } from "@/lib/rate-limit/limiter";
import { limits } from "@/lib/rate-limit/limits";
import { cookieName } from "@/lib/web/cookies/cookie-policy";
import { uniqueAddress } from "@/tests/factories/addresses";
import { countRequest } from "./general-limit";
import { sentCredential } from "./sent-credential";

const token = generateToken();
const cookie = `${cookieName(env(), "session")}=${token}`;
const API = "/api/v1/organizations";

const of = (path: string, headers: Record<string, string>) => sentCredential(env(), path, new Headers(headers));

function accessToken(family: string, issuedAt?: number): Promise<string> {
  return signAccessToken({ sub: randomUUID(), email: "ada@example.com", org_id: null, role: null, sid: family }, issuedAt);
}

/** An access token with a signature of the right length that is not ours. */
async function madeUp(): Promise<string> {
  const [header, payload] = (await accessToken(randomUUID())).split(".");
  return `${header}.${payload}.${generateToken()}`;
}

describe("the credential under which the general limit counts a request", () => {
  it("is a well-formed session cookie", async () => {
    expect(await of("/org/acme", { cookie })).toEqual({ limit: limits.generalPerSession, key: token });
    expect(await of(API, { cookie })).toEqual({ limit: limits.generalPerSession, key: token });
    for (const other of [cookie.slice(0, -1), `${cookie}; ${cookie}`, "other=1"])
      expect(await of(API, { cookie: other })).toBeNull();
  });

  it("is the token family of a verified access token, instead of the cookie", async () => {
    const family = randomUUID();
    for (const bearer of [await accessToken(family), await accessToken(family)]) {
      const headers = { authorization: `Bearer ${bearer}`, cookie };
      expect(await of(API, headers)).toEqual({ limit: limits.generalPerClient, key: family });
      expect(await of("/api/cron", headers)).toEqual({ limit: limits.generalPerSession, key: token });
      expect(await of("/api/cron", { authorization: headers.authorization })).toBeNull();
    }
  });

  it("is only known to be an API key, which is counted when it has been found", async () => {
    const key = generateApiKey();
    expect(await of(API, { authorization: `Bearer ${key}` })).toBe("API key");
    expect(await of("/api/auth/session", { authorization: `Bearer ${key}` })).toBeNull();
    expect(await of(API, { authorization: `Bearer ${key.slice(0, -1)}` })).toBeNull();
  });

  it("is none for a made-up or an expired access token, which the address pays for", async () => {
    const expired = await accessToken(randomUUID(), Math.floor(Date.now() / 1000) - accessTokenSeconds() - 61);
    for (const bearer of [await madeUp(), expired]) {
      expect(await of(API, { authorization: `Bearer ${bearer}`, cookie })).toBeNull();
    }
  });

  it.each(["Basic YTpi", "Bearer x", "Bearer a.b", "Bearer a.b.c.d", "Bearer a.b.c, Bearer a.b.c", `Bearer ${token}`])(
    "is none with the header %j, which the address pays for",
    async (authorization) => {
      expect(await of(API, { authorization, cookie })).toBeNull();
    },
  );

  it("is none where clients get their tokens, because these routes ignore a bearer", async () => {
    for (const bearer of [await accessToken(randomUUID()), generateApiKey()]) {
      expect(await of("/api/v1/auth/login", { authorization: `Bearer ${bearer}` })).toBeNull();
    }
  });
});

it("a client gains no requests by sending made-up access tokens", async () => {
  const address = uniqueAddress();
  const most = allowance(limits.generalPerAddress);
  let allowed = 0;
  for (let sent = 0; sent < most + 20; sent += 1) {
    const credential = await of(API, { authorization: `Bearer ${await madeUp()}` });
    if ((await countRequest(credential, address)).allowed) allowed += 1;
  }
  expect(allowed).toBe(most);
});

it("a client gains no requests by refreshing its access token", async () => {
  const [family, address] = [randomUUID(), uniqueAddress()];
  const most = allowance(limits.generalPerClient);
  let allowed = 0;
  for (let sent = 0; sent < most + 20; sent += 1) {
    const credential = await of(API, { authorization: `Bearer ${await accessToken(family)}` });
    if ((await countRequest(credential, address)).allowed) allowed += 1;
  }
  expect(allowed).toBe(most);
});
