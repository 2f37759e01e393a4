// The reason that a system admin gives for a change.
import "server-only";
import { z } from "zod";
import { atMost } from "@/lib/text/at-most";
import { countCharacters } from "@/lib/text/characters";
import { nameSchema } from "@/lib/text/name-schema";

const MAX_REASON = 300;

/** The reason for an action of a system admin. One line, kept in the audit log, which the organization's admins can read. */
export const Reason = nameSchema(MAX_REASON, "Please give a reason.").pipe(
  z
    .string()
    .check(atMost(MAX_REASON))
    .refine((text) => countCharacters(text) >= 3, "Please give a reason of at least 3 characters."),
);
