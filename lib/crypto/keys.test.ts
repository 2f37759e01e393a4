import { hkdfSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { env } from "@/lib/env/server";
import { decryptionKeys, encryptionKey, signingKey, verificationKeys } from "./app-keys";
import { deriveKey, type KeyPurpose } from "./keys";
import { generateToken, TOKEN_PATTERN } from "./random";

const PURPOSES: KeyPurpose[] = ["device-cookie", "throttle-key", "limit-key", "outbox"];
const SECRET = "0123456789abcdef0123456789abcdef";

describe("derived keys", () => {
  it("are the HKDF-SHA-256 of the secret, labeled with their purpose", () => {
    const expected = Buffer.from(hkdfSync("sha256", SECRET, "", "gatehouse/outbox", 32));
    expect(Buffer.from(deriveKey(SECRET, "outbox"))).toEqual(expected);
    expect(deriveKey(SECRET, "outbox")).toBe(deriveKey(SECRET, "outbox"));
  });

  it("differ by purpose and secret, and between signing and encryption", () => {
    const keys = PURPOSES.flatMap((purpose) => [signingKey(purpose), encryptionKey(purpose), deriveKey(SECRET, purpose)]);
    expect(new Set(keys.map((key) => Buffer.from(key).toString("hex"))).size).toBe(PURPOSES.length * 3);
    for (const key of keys) expect(key).toHaveLength(32);
  });

  it("include no previous key if no previous secret is configured", () => {
    expect(env().JWT_SECRET_KEY_PREVIOUS).toBeUndefined();
    expect(verificationKeys("device-cookie")).toEqual([signingKey("device-cookie")]);
    expect(decryptionKeys("outbox")).toEqual([encryptionKey("outbox")]);
  });
});

describe("tokens", () => {
  it("are 256 random bits in base64url, different each time", () => {
    const tokens = Array.from({ length: 1_000 }, generateToken);
    for (const token of tokens) expect(token).toMatch(TOKEN_PATTERN);
    expect(new Set(tokens).size).toBe(tokens.length);
    expect(Buffer.from(tokens[0] ?? "", "base64url")).toHaveLength(32);
  });
});
