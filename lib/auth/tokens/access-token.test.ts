import { randomUUID } from "node:crypto";
import { base64url, SignJWT, UnsecuredJWT, type JWTPayload } from "jose";
import { afterEach, describe, expect, it, vi } from "vitest";
import { signingKey } from "@/lib/crypto/app-keys";
import { deriveKey } from "@/lib/crypto/keys";
import { env } from "@/lib/env/server";
import { accessTokenSeconds, signAccessToken, verifyAccessToken, type AccessTokenSubject } from "./access-token";

const SUBJECT: AccessTokenSubject = {
  sub: randomUUID(),
  email: "ada@example.com",
  org_id: randomUUID(),
  role: "member",
  sid: randomUUID(),
};
const OTHER_SECRET = "Zq4v7Lw0eR9tYb2nXc5kPm8sDf1gHj3a";

const seconds = () => Math.floor(Date.now() / 1000);
const at = (second: number) => new Date(second * 1000);

/** Decodes a part of a JWT without verifying it. */
function part(token: string, index: 0 | 1): unknown {
  return JSON.parse(new TextDecoder().decode(base64url.decode(token.split(".")[index] ?? "")));
}
const headerOf = (token: string) => part(token, 0) as { alg: string; kid: string; typ: string };
const payloadOf = (token: string) => part(token, 1) as JWTPayload;

/** Signs with the right key, header and claims, except for the given changes. */
async function signed(
  change: { claims?: Record<string, unknown>; without?: string; header?: Record<string, unknown>; key?: Uint8Array } = {},
): Promise<string> {
  const token = await signAccessToken(SUBJECT);
  const claims = { ...payloadOf(token), ...change.claims };
  const kept = Object.fromEntries(Object.entries(claims).filter(([name]) => name !== change.without));
  const header = { ...headerOf(token), ...change.header };
  return new SignJWT(kept).setProtectedHeader(header).sign(change.key ?? signingKey("access-token"));
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe("an access token", () => {
  it("is a JWT with exactly the documented claims and header", async () => {
    const token = await signAccessToken(SUBJECT);
    expect(headerOf(token)).toEqual({ alg: "HS256", typ: "at+jwt", kid: expect.stringMatching(/^[\w-]{16}$/) });
    expect(await verifyAccessToken(token)).toEqual({
      ...SUBJECT,
      jti: expect.stringMatching(/^[0-9a-f-]{36}$/),
      iat: expect.any(Number),
      exp: expect.any(Number),
      iss: env().APP_URL,
      aud: `${env().APP_URL}/api/v1`,
      token_type: "access",
    });
    const { iat = 0, exp = 0 } = payloadOf(token);
    expect(exp - iat).toBe(accessTokenSeconds());
    expect(payloadOf(await signAccessToken(SUBJECT)).jti).not.toBe(payloadOf(token).jti);
  });

  it("may belong to a user without an organization", async () => {
    const token = await signAccessToken({ ...SUBJECT, org_id: null, role: null });
    expect(await verifyAccessToken(token)).toMatchObject({ org_id: null, role: null });
  });

  it("expires, and is refused outside of the tolerated 60 seconds before its issue and after its expiry", async () => {
    const now = seconds();
    const token = await signAccessToken(SUBJECT, now);
    const end = now + accessTokenSeconds();
    for (const second of [now - 59, now, end - 1, end + 59]) {
      expect(await verifyAccessToken(token, at(second)), String(second - now)).not.toBeNull();
    }
    for (const second of [now - 61, end + 61, end + 86_400]) {
      expect(await verifyAccessToken(token, at(second)), String(second - now)).toBeNull();
    }
  });

  it("is refused if its lifetime is longer than configured", async () => {
    const now = seconds();
    const claims = { iat: now - accessTokenSeconds() - 61, exp: now + 3_600 };
    expect(await verifyAccessToken(await signed({ claims }))).toBeNull();
  });
});

describe("verification", () => {
  it("accepts the token that the refusals below change", async () => {
    expect(await verifyAccessToken(await signed())).toMatchObject(SUBJECT);
  });

  it.each(["sub", "email", "org_id", "role", "sid", "jti", "iat", "exp", "iss", "aud", "token_type"])(
    "refuses a token without %s",
    async (without) => {
      expect(await verifyAccessToken(await signed({ without }))).toBeNull();
    },
  );

  it.each<[string, Record<string, unknown>]>([
    ["of another type", { token_type: "refresh" }],
    ["of an OAuth state", { token_type: "oauth_state" }],
    ["of another issuer", { iss: "https://elsewhere.example" }],
    ["for another audience", { aud: "https://elsewhere.example" }],
    ["for several audiences", { aud: [`${env().APP_URL}/api/v1`, "https://elsewhere.example"] }],
    ["with a subject that is not an id", { sub: "ada" }],
    ["with an unknown role", { role: "sys_admin" }],
    ["with an expiry that is not a number", { exp: "never" }],
    ["with a claim that the app does not issue", { scope: "everything" }],
  ])("refuses a token %s", async (_what, claims) => {
    expect(await verifyAccessToken(await signed({ claims }))).toBeNull();
  });

  it("refuses a token without a signature, whatever its header says", async () => {
    const { kid } = headerOf(await signed());
    const unsecured = new UnsecuredJWT({ ...payloadOf(await signed()) }).encode();
    const [, payload = ""] = unsecured.split(".");
    const named = base64url.encode(JSON.stringify({ alg: "none", typ: "at+jwt", kid }));
    for (const token of [unsecured, `${named}.${payload}.`, `${(await signed()).split(".").slice(0, 2).join(".")}.`]) {
      expect(await verifyAccessToken(token)).toBeNull();
    }
  });

  it("refuses every other algorithm, even under the right key", async () => {
    for (const alg of ["HS384", "HS512"]) {
      const key = new Uint8Array(64);
      key.set(signingKey("access-token"));
      expect(await verifyAccessToken(await signed({ header: { alg }, key }))).toBeNull();
    }
  });

  it("refuses another type of JWT, and a token without a known key id", async () => {
    for (const header of [{ typ: "JWT" }, { typ: undefined }, { kid: undefined }, { kid: "unknown" }]) {
      expect(await verifyAccessToken(await signed({ header })), JSON.stringify(header)).toBeNull();
    }
  });

  it("refuses HS256 under a foreign key, the underived secret, or the key of another purpose", async () => {
    const secret = new TextEncoder().encode(env().JWT_SECRET_KEY);
    for (const key of [deriveKey(OTHER_SECRET, "access-token"), secret, signingKey("device-cookie")]) {
      expect(await verifyAccessToken(await signed({ key }))).toBeNull();
    }
  });

  it("refuses a token of which any part was changed", async () => {
    const [header = "", , signature = ""] = (await signed()).split(".");
    const promoted = base64url.encode(JSON.stringify({ ...payloadOf(await signed()), role: "org_admin" }));
    expect(await verifyAccessToken([header, promoted, signature].join("."))).toBeNull();
  });

  it("refuses text that is not a JWT", async () => {
    for (const text of ["", "a", "a.b.c", "..", "e30.e30.e30", "gh_live_abc", "A".repeat(43), "ü.ü.ü"]) {
      expect(await verifyAccessToken(text), text).toBeNull();
    }
  });
});

describe("the rotation of JWT_SECRET_KEY", () => {
  it("accepts tokens of the previous key until that is removed, and signs only with the current one", async () => {
    const before = await signAccessToken(SUBJECT);
    const configured = env();
    const [JWT_SECRET_KEY, JWT_SECRET_KEY_PREVIOUS] = [OTHER_SECRET, configured.JWT_SECRET_KEY];
    vi.stubGlobal("gatehouseEnv", { ...configured, JWT_SECRET_KEY, JWT_SECRET_KEY_PREVIOUS });
    const after = await signAccessToken(SUBJECT);
    expect(headerOf(after).kid).not.toBe(headerOf(before).kid);
    expect(await verifyAccessToken(before)).toMatchObject(SUBJECT);
    expect(await verifyAccessToken(after)).toMatchObject(SUBJECT);
    vi.stubGlobal("gatehouseEnv", { ...configured, JWT_SECRET_KEY });
    expect(await verifyAccessToken(before)).toBeNull();
    expect(await verifyAccessToken(after)).toMatchObject(SUBJECT);
  });
});
