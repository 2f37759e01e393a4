import { randomUUID } from "node:crypto";
import { SignJWT } from "jose";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { env } from "@/lib/env/server";
import { signingKey } from "./app-keys";
import { ownJwt, REGISTERED, verifyJwt } from "./jwt";

const kind = {
  purpose: "access-token",
  type: "one+jwt",
  audience: "/one",
  lifetimeSeconds: () => 600,
  claims: z.strictObject({ ...REGISTERED, value: z.string() }),
} as const;
const given = () => ({ jti: randomUUID(), value: "x" });
const one = ownJwt(kind);

describe("a kind of the app's own tokens", () => {
  it("verifies its own tokens, with every claim", async () => {
    const claims = given();
    expect(await one.verify(await one.sign(claims, 1_000), new Date(1_000_000))).toEqual({
      ...claims,
      iat: 1_000,
      exp: 1_600,
      iss: env().APP_URL,
      aud: `${env().APP_URL}/one`,
    });
  });

  it.each([
    ["type", { ...kind, type: "two+jwt" }],
    ["audience", { ...kind, audience: "/two" }],
    ["key", { ...kind, purpose: "oauth-state" as const }],
  ])("refuses tokens of a kind that differs only in its %s, and is refused by it", async (_what, other) => {
    const two = ownJwt(other);
    expect(await two.verify(await one.sign(given()))).toBeNull();
    expect(await one.verify(await two.sign(given()))).toBeNull();
  });

  it("refuses claims of another shape", async () => {
    const shape = z.strictObject({ ...REGISTERED, value: z.literal("y") });
    expect(await ownJwt({ ...kind, claims: shape }).verify(await one.sign(given()))).toBeNull();
  });

  it("refuses a token that was issued with a longer lifetime than it has now", async () => {
    const longer = ownJwt({ ...kind, lifetimeSeconds: () => 6_000 });
    const token = await longer.sign(given(), 1_000);
    expect(await longer.verify(token, new Date(1_700_000))).not.toBeNull();
    expect(await one.verify(token, new Date(1_700_000))).toBeNull();
  });
});

describe("the verification of any token", () => {
  const key = signingKey("access-token");
  const now = 1_700_000_000;
  const expected = { algorithms: ["HS256"], issuer: "https://issuer.test", audience: "us", maxAge: 600 };
  const claims = { iss: "https://issuer.test", aud: "us", iat: now, exp: now + 600 };
  const verified = async (changes: object) =>
    verifyJwt(
      await new SignJWT({ ...claims, ...changes }).setProtectedHeader({ alg: "HS256" }).sign(key),
      () => key,
      expected,
    ).then(
      () => "valid",
      () => "refused",
    );

  beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"], now: now * 1000 }));
  afterEach(() => void vi.useRealTimers());

  it.each<[string, object, string]>([
    ["as expected", {}, "valid"],
    ["that expired 59 seconds ago", { exp: now - 59 }, "valid"],
    ["that expired 61 seconds ago", { exp: now - 61 }, "refused"],
    ["from 59 seconds in the future", { iat: now + 59 }, "valid"],
    ["from 62 seconds in the future", { iat: now + 62 }, "refused"],
    ["issued too long ago", { iat: now - 661 }, "refused"],
    ["without an expiry", { exp: undefined }, "refused"],
    ["without a time of issue", { iat: undefined }, "refused"],
    ["without an issuer", { iss: undefined }, "refused"],
    ["of another issuer", { iss: "https://other.test" }, "refused"],
    ["without an audience", { aud: undefined }, "refused"],
    ["for another audience", { aud: "them" }, "refused"],
  ])("judges a token %s", async (_what, changes, verdict) => {
    expect(await verified(changes)).toBe(verdict);
  });
});
