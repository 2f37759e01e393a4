// Eight bits of a keyed hash of email address and password. A pending sign-up stores them, so that sign-in verifies a
// password against at most one sign-up. The cost: an attacker with both the key and the table guesses 256 times faster,
// during the one day that the row exists.
import "server-only";
import { signingKey } from "@/lib/crypto/app-keys";
import { keyedHash } from "@/lib/crypto/hash";

export function passwordSelector(email: string, password: string): number {
  return keyedHash(signingKey("password-selector"), email, password)[0] ?? 0;
}
