// Eight bits of a keyed hash of address and password. They pick the pending sign-up that a password may belong to, so
// that a sign-in need not try all of them: for who has the key and the table, guessing gets 256 times cheaper for
// the day that the row lives, and no cheaper than that.
import "server-only";
import { signingKey } from "@/lib/crypto/app-keys";
import { keyedHash } from "@/lib/crypto/hash";

export function passwordSelector(email: string, password: string): number {
  return keyedHash(signingKey("password-selector"), email, password)[0] ?? 0;
}
