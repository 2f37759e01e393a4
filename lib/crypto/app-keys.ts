// Derives the key for each purpose from the configured secrets. A previous secret can still verify and decrypt but never
// sign or encrypt, so secrets can be rotated.
import "server-only";
import { env } from "@/lib/env/server";
import { deriveKey, type KeyPurpose } from "./keys";

/** For signatures and keyed hashes; derived from JWT_SECRET_KEY. */
export function signingKey(purpose: KeyPurpose): Uint8Array {
  return deriveKey(env().JWT_SECRET_KEY, purpose);
}

/** Keys that may verify a signature: the current one, then the previous one. */
export function verificationKeys(purpose: KeyPurpose): Uint8Array[] {
  return [env().JWT_SECRET_KEY, env().JWT_SECRET_KEY_PREVIOUS].filter(isSet).map((s) => deriveKey(s, purpose));
}

export function encryptionKey(purpose: KeyPurpose): Uint8Array {
  return deriveKey(env().ENCRYPTION_KEY, purpose);
}

export function decryptionKeys(purpose: KeyPurpose): Uint8Array[] {
  return [env().ENCRYPTION_KEY, env().ENCRYPTION_KEY_PREVIOUS].filter(isSet).map((s) => deriveKey(s, purpose));
}

function isSet(value: string | undefined): value is string {
  return value !== undefined;
}
