// What every operation understands alike. Client-safe.
import { z } from "zod";
import { atMost } from "@/lib/text/characters";

/**
 * Of a thing, in lower case, as the database has it: the same id in other letters must not look like another one in the
 * audit log. Its form is not judged here: a wrong one is as unknown as an invented one.
 */
export const Id = z
  .string()
  .check(atMost(100))
  .transform((text) => text.toLowerCase());
