// The parameters of every list: search, page size and cursor. Client-safe.
import { z } from "zod";
import { atMost } from "@/lib/text/at-most";

export const MAX_SEARCH = 200;

const MAX_PAGE = 100;

/**
 * Removes control characters, including NUL, and lone surrogates: stored text never contains them, so they match nothing.
 */
export const Search = z
  .string()
  .check(atMost(MAX_SEARCH))
  .transform((text) =>
    text
      .normalize("NFC")
      .replace(/[\p{Cc}\p{Cs}]/gu, "")
      .trim(),
  )
  .default("")
  .describe("Finds items that contain this text.");

export const pageShape = {
  limit: z.coerce.number<string | number>().int().min(1).max(MAX_PAGE).default(50).describe("The most items on a page."),
  cursor: z.string().check(atMost(100)).optional().describe("The `next_cursor` of the previous page."),
};
