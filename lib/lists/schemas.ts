// How every list is asked for: what to look for, how many to a page, where to go on. Client-safe.
import { z } from "zod";

export const MAX_SEARCH = 200;

const MAX_PAGE = 100;

/** What cannot be stored cannot be found either: control characters, NUL among them, and halves of characters are left out. */
export const Search = z
  .string()
  .max(MAX_SEARCH, `Use at most ${MAX_SEARCH} characters.`)
  .transform((text) => text.normalize("NFC").replace(/[\p{Cc}\p{Cs}]/gu, "").trim())
  .default("");

export const pageShape = {
  limit: z.coerce.number<string | number>().int().min(1).max(MAX_PAGE).default(50),
  cursor: z.string().max(100).optional(),
};
