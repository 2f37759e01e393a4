// Schemas that operations share.
import "server-only";
import { z } from "zod";
import type { OrganizationRole } from "./roles";
import { atMost } from "@/lib/text/at-most";

/**
 * The id of a row, in lower case as the database stores it, so that one id cannot appear in the audit log in two spellings.
 * The format is not validated: a malformed id gets NOT_FOUND, like an unknown one.
 */
export const Id = z
  .string()
  .check(atMost(100))
  .transform((text) => text.toLowerCase());

/** A role in a response. */
export const Role = z.enum(["readonly", "member", "org_admin"]) satisfies z.ZodType<OrganizationRole>;

/** A point in time in a response. */
export const Time = z.iso.datetime();

/** On or off: a boolean, or the word that a form sends. */
export const Switch = z.union([z.boolean(), z.enum(["true", "false"]).transform((word) => word === "true")], {
  error: "Please choose on or off.",
});
