// Password length, counted in characters of the normalized form that is hashed, by the form and the server alike.
// Client-safe.
import { countCharacters } from "@/lib/text/characters";

export const PASSWORD_MAX_LENGTH = 128;

/** @param password as typed or already normalized */
export function passwordLength(password: string): number {
  return countCharacters(password.normalize("NFKC"));
}
