import { createHash, createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { equalDigests, equalSecrets, hashToken, keyedHash } from "./hash";

const key = new Uint8Array(32).fill(7);
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

describe("hashToken", () => {
  it("is the SHA-256 of the token's UTF-8 bytes", () => {
    expect(hex(hashToken("tökén"))).toBe(createHash("sha256").update("tökén", "utf8").digest("hex"));
  });
});

describe("keyedHash", () => {
  it("is the HMAC-SHA-256 of the parts, each prefixed with its length in bytes", () => {
    expect(hex(keyedHash(key, "a", "é"))).toBe(createHmac("sha256", key).update("1:a2:é").digest("hex"));
  });

  it("differs for other keys, and for parts that are split differently", () => {
    const lists = [["ab", "c"], ["a", "bc"], ["abc"], ["a", "b", "c"], ["abc", ""], ["1:a", "bc"]];
    expect(new Set(lists.map((parts) => hex(keyedHash(key, ...parts)))).size).toBe(lists.length);
    expect(hex(keyedHash(new Uint8Array(32), "abc"))).not.toBe(hex(keyedHash(key, "abc")));
  });
});

describe("the comparison of secrets and digests", () => {
  it("reports secrets of any length as equal only if they are identical", () => {
    expect(equalSecrets("same", "same")).toBe(true);
    for (const other of ["", "sam", "Same", "same "]) expect(equalSecrets("same", other)).toBe(false);
  });

  it("treats only equal digests as equal, and digests of different lengths as unequal", () => {
    expect(equalDigests(hashToken("a"), hashToken("a"))).toBe(true);
    expect(equalDigests(hashToken("a"), hashToken("b"))).toBe(false);
    expect(equalDigests(hashToken("a"), hashToken("a").subarray(1))).toBe(false);
  });
});
