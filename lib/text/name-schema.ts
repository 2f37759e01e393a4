// The schema of names that users choose, such as their own or an organization's.
import "server-only";
import { z } from "zod";
import { atMost } from "./at-most";
import { beforeNormalization } from "./characters";
import { hasInvisible, isVisible } from "./invisible";

/** A single line of visible text, without invisible characters. */
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
        .refine((text) => text === "" || !hasInvisible(text), "Please remove invisible characters.")
        .refine(isVisible, missing),
    );
}
