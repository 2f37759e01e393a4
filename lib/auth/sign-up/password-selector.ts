// Eight bits of a keyed hash of address and password, stored with a pending sign-up. A sign-in then verifies only the one
// sign-up that its password may belong to. An attacker with both the key and the table guesses 256 times faster, for the day
// that the row lives.
import "server-only";
import { signingKey } from "@/lib/crypto/app-keys";
import { keyedHash } from "@/lib/crypto/hash";

export function passwordSelector(email: string, password: string): number {
  return keyedHash(signingKey("password-selector"), email, password)[0] ?? 0;
}
