// One key per purpose, derived from a configured secret with HKDF-SHA-256 (RFC 5869), so that a signature or ciphertext made
// for one purpose is invalid for another.
import "server-only";
import { hkdfSync } from "node:crypto";

export type KeyPurpose =
  | "device-cookie"
  | "password-selector"
  | "throttle-key"
  | "limit-key"
  | "outbox"
  | "oauth-state"
  | "forwarded-identity"
  | "idempotent-output"
  | "access-token"
  | "refresh-token";

const derived = new Map<string, Uint8Array>();

/** 32 bytes for `purpose`, always the same for the same secret. */
export function deriveKey(secret: string, purpose: KeyPurpose): Uint8Array {
  const cacheKey = `${purpose}\n${secret}`;
  const known = derived.get(cacheKey);
  if (known) return known;
  const key = new Uint8Array(hkdfSync("sha256", secret, "", `gatehouse/${purpose}`, 32));
  derived.set(cacheKey, key);
  return key;
}
