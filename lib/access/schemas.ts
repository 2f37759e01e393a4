// Schemas that operations share.
import "server-only";
import { z } from "zod";
import { atMost } from "@/lib/text/characters";

/**
 * The id of a row, in lower case as the database stores it, so that one id cannot appear in the audit log in two spellings.
 * The format is not validated: a malformed id gets NOT_FOUND, like an unknown one.
 */
export const Id = z
  .string()
  .check(atMost(100))
  .transform((text) => text.toLowerCase());
