// Eight bits of a keyed hash of address and password, stored with a pending sign-up. Sign-in then verifies a password
// against one sign-up at most. The cost: an attacker with both the key and the table guesses 256 times faster, during the
// one day that the row exists.
import "server-only";
import { signingKey } from "@/lib/crypto/app-keys";
import { keyedHash } from "@/lib/crypto/hash";

export function passwordSelector(email: string, password: string): number {
  return keyedHash(signingKey("password-selector"), email, password)[0] ?? 0;
}
