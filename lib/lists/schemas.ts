// How every list is asked for: what to look for, how many to a page, where to go on. Client-safe.
import { z } from "zod";
import { atMost } from "@/lib/text/characters";

export const MAX_SEARCH = 200;

const MAX_PAGE = 100;

/** What cannot be stored cannot be found either: control characters, NUL among them, and halves of characters are left out. */
export const Search = z
  .string()
  .check(atMost(MAX_SEARCH))
  .transform((text) =>
    text
      .normalize("NFC")
      .replace(/[\p{Cc}\p{Cs}]/gu, "")
      .trim(),
  )
  .default("");

export const pageShape = {
  limit: z.coerce.number<string | number>().int().min(1).max(MAX_PAGE).default(50),
  cursor: z.string().check(atMost(100)).optional(),
};
