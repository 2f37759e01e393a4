// AES-256-GCM for secrets at rest. Authenticates the context (row and column), so that a ciphertext copied to another row
// does not decrypt. Layout: 12-byte nonce, ciphertext, 16-byte tag.
import "server-only";
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export function encrypt(key: Uint8Array, plaintext: string, context: string): Uint8Array<ArrayBuffer> {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(context));
  const body = Buffer.concat([cipher.update(plaintext, "utf8"), cipher.final()]);
  return new Uint8Array(Buffer.concat([nonce, body, cipher.getAuthTag()]));
}

/**
 * Decrypts with the current key, or else with the previous one (key rotation).
 * @throws if no key fits, or the ciphertext or its context was changed
 */
export function decrypt(keys: readonly Uint8Array[], sealed: Uint8Array, context: string): string {
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const body = sealed.subarray(NONCE_BYTES, sealed.length - TAG_BYTES);
  const tag = sealed.subarray(sealed.length - TAG_BYTES);
  for (const key of keys) {
    try {
      const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES });
      decipher.setAAD(Buffer.from(context)).setAuthTag(tag);
      return decipher.update(body, undefined, "utf8") + decipher.final("utf8");
    } catch {
      continue;
    }
  }
  throw new Error("ciphertext could not be opened with any configured key");
}
