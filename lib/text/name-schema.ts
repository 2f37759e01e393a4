// Names of people and things, as they come from outside.
import { z } from "zod";
import { atMost, beforeNormalization } from "./characters";
import { hasInvisible, isVisible } from "./invisible";

/** One line of text with something to see in it, and nothing that cannot be seen. */
export function nameSchema(maximum: number, missing: string) {
  const tooLong = `Use at most ${maximum} characters.`;
  return z
    .string({ error: missing })
    .check(atMost(beforeNormalization(maximum), tooLong))
    .transform((text) => text.normalize("NFC").replace(/\s+/gu, " ").trim())
    .pipe(
      z
        .string()
        .check(atMost(maximum, tooLong))
        .refine((text) => text === "" || !hasInvisible(text), "Please leave out invisible characters.")
        .refine(isVisible, missing),
    );
}
