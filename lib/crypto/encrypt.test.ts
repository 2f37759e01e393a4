import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { decrypt, encrypt } from "./encrypt";

const [key, other] = [new Uint8Array(randomBytes(32)), new Uint8Array(randomBytes(32))];

describe("encryption at rest", () => {
  it.each(["", "secret", "ünï©ødé 🏰", "x".repeat(100_000)])("decrypts what it encrypted", (text) => {
    expect(decrypt([key], encrypt(key, text, "row-1"), "row-1")).toBe(text);
  });

  it("encrypts the same text differently each time, and leaves no plain text in the ciphertext", () => {
    const sealed = Array.from({ length: 50 }, () => Buffer.from(encrypt(key, "secret", "row-1")).toString("hex"));
    expect(new Set(sealed).size).toBe(50);
    expect(Buffer.from(encrypt(key, "secret", "row-1")).includes("secret")).toBe(false);
  });

  it("decrypts with a configured previous key, and refuses an unknown key", () => {
    const sealed = encrypt(key, "secret", "row-1");
    expect(decrypt([other, key], sealed, "row-1")).toBe("secret");
    expect(() => decrypt([other], sealed, "row-1")).toThrow(/could not be opened/);
    expect(() => decrypt([], sealed, "row-1")).toThrow(/could not be opened/);
  });

  it("does not decrypt a ciphertext that was copied to another row", () => {
    expect(() => decrypt([key], encrypt(key, "secret", "row-1"), "row-2")).toThrow(/could not be opened/);
  });

  it("does not decrypt if any byte was changed, added or removed", () => {
    const sealed = encrypt(key, "secret", "row-1");
    for (let index = 0; index < sealed.length; index += 1) {
      const changed = Uint8Array.from(sealed);
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(() => decrypt([key], changed, "row-1")).toThrow(/could not be opened/);
    }
    for (const length of [0, 5, 12, 27, sealed.length - 1]) {
      expect(() => decrypt([key], sealed.subarray(0, length), "row-1")).toThrow(/could not be opened/);
    }
    expect(() => decrypt([key], Uint8Array.from([...sealed, 0]), "row-1")).toThrow(/could not be opened/);
  });
});
