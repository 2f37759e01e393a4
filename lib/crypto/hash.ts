// Digests for secrets at rest, and constant-time comparison. A plain SHA-256 is enough for 256-bit random tokens; secrets
// that users choose get Argon2id or a keyed hash.
import "server-only";
import { timingSafeEqual } from "node:crypto";
import { encodeBase64urlNoPadding } from "@oslojs/encoding";
import { hmac } from "@oslojs/crypto/hmac";
import { SHA256, sha256 } from "@oslojs/crypto/sha2";

const encoder = new TextEncoder();

export type Digest = Uint8Array<ArrayBuffer>;

/** SHA-256 of a random token, which the database stores instead of the token. */
export function hashToken(token: string): Digest {
  return new Uint8Array(sha256(encoder.encode(token)));
}

/** HMAC-SHA-256 over parts. Their lengths are included, so that no two lists of parts give the same input. */
export function keyedHash(key: Uint8Array, ...parts: string[]): Digest {
  const message = parts.map((part) => `${encoder.encode(part).length}:${part}`).join("");
  return new Uint8Array(hmac(SHA256, key, encoder.encode(message)));
}

/** A digest as text, for URLs, cookies and headers. */
export const inBase64url = (digest: Uint8Array): string => encodeBase64urlNoPadding(digest);

/** Constant-time comparison of two secrets of any length. */
export function equalSecrets(a: string, b: string): boolean {
  return timingSafeEqual(sha256(encoder.encode(a)), sha256(encoder.encode(b)));
}

/** Constant-time comparison of two digests of equal length. */
export function equalDigests(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
