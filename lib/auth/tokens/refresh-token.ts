// Refresh tokens: 256 bits, stored only as a hash. Each has one successor, derived from it with a secret key, so that clients
// that refresh at the same time get the same token although the database does not contain it.
import "server-only";
import { signingKey, verificationKeys } from "@/lib/crypto/app-keys";
import { keyedHash } from "@/lib/crypto/hash";

const PURPOSE = "refresh-token";

function derive(key: Uint8Array, token: string): string {
  return Buffer.from(keyedHash(key, "successor", token)).toString("base64url");
}

/** The token that replaces `token` when it is used. */
export function successorOf(token: string): string {
  return derive(signingKey(PURPOSE), token);
}

/** The tokens that may already have replaced `token`, because JWT_SECRET_KEY may have been rotated meanwhile. */
export function possibleSuccessorsOf(token: string): string[] {
  return verificationKeys(PURPOSE).map((key) => derive(key, token));
}
