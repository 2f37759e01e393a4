// Password length, in characters of the normalized text that is hashed. The page and the server count the same way.
// Client-safe.
import { countCharacters } from "@/lib/text/characters";

export const PASSWORD_MAX_LENGTH = 128;

/** @param password as typed or already normalized */
export function passwordLength(password: string): number {
  return countCharacters(password.normalize("NFKC"));
}
