import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { env } from "@/lib/env/server";
import { verifyForwardedIdentity, signForwardedIdentity } from "./forwarded-identity";

const IDENTITY = { requestId: randomUUID(), ipAddress: "203.0.113.7" };
const NOW = Date.UTC(2026, 0, 1);

describe("the identity that the middleware forwards", () => {
  it.each(["203.0.113.7", "2001:db8::1", "unknown"])("is read as it was signed, with the client address %s", (ipAddress) => {
    const identity = { ...IDENTITY, ipAddress };
    expect(verifyForwardedIdentity(signForwardedIdentity(identity))).toEqual(identity);
  });

  it("is ignored if a client wrote or changed it", () => {
    const header = signForwardedIdentity(IDENTITY, NOW);
    const forged = [
      null,
      undefined,
      "",
      IDENTITY.requestId,
      header.replace(IDENTITY.requestId, randomUUID()),
      header.replace("203.0.113.7", "203.0.113.8"),
      header.replace(String(NOW), String(NOW + 1)),
      `${header.slice(0, -1)}${header.endsWith("A") ? "E" : "A"}`,
      ` ${header}`,
      `${header}, ${header}`,
    ];
    expect(forged.map((each) => verifyForwardedIdentity(each, NOW))).toEqual(forged.map(() => null));
    expect(verifyForwardedIdentity(header, NOW)).toEqual(IDENTITY);
  });

  it("is ignored two minutes later, and if it comes from the future", () => {
    const header = signForwardedIdentity(IDENTITY, NOW);
    expect(verifyForwardedIdentity(header, NOW + 2 * 60_000)).toEqual(IDENTITY);
    expect(verifyForwardedIdentity(header, NOW + 2 * 60_000 + 1)).toBeNull();
    expect(verifyForwardedIdentity(header, NOW - 2 * 60_000 - 1)).toBeNull();
  });

  it("is ignored if another deployment signed it, or the key has been replaced", () => {
    const header = signForwardedIdentity(IDENTITY);
    const { APP_URL, JWT_SECRET_KEY } = env();
    env().APP_URL = "https://preview.example.com";
    expect(verifyForwardedIdentity(header)).toBeNull();
    env().APP_URL = APP_URL;
    env().JWT_SECRET_KEY = "the-next-signing-secret-0123456789abcdef";
    env().JWT_SECRET_KEY_PREVIOUS = JWT_SECRET_KEY;
    expect(verifyForwardedIdentity(header)).toBeNull();
  });
});
