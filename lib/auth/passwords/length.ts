// How long a password is: in the characters of the form that is hashed, in the form and on the server alike. Client-safe.
import { countCharacters } from "@/lib/text/characters";

export const PASSWORD_MAX_LENGTH = 128;

/** @param password as typed, or normalized already */
export function passwordLength(password: string): number {
  return countCharacters(password.normalize("NFKC"));
}
