// The refresh token that replaces another. It is derived from that one with a secret key, so that clients that refresh at
// the same time get the same token although the database has only hashes.
import "server-only";
import { signingKey, verificationKeys } from "@/lib/crypto/app-keys";
import { inBase64url, keyedHash } from "@/lib/crypto/hash";

const PURPOSE = "refresh-token";

function derive(key: Uint8Array, token: string): string {
  return inBase64url(keyedHash(key, "successor", token));
}

/** The token that replaces `token` when it is used. */
export function successorOf(token: string): string {
  return derive(signingKey(PURPOSE), token);
}

/** The tokens that may already have replaced `token`, because JWT_SECRET_KEY may have been rotated meanwhile. */
export function possibleSuccessorsOf(token: string): string[] {
  return verificationKeys(PURPOSE).map((key) => derive(key, token));
}
