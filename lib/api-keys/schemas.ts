// The input and output of the operations on API keys.
import "server-only";
import { z } from "zod";
import { Id, Role, Time } from "@/lib/access/schemas";
import { pageShape } from "@/lib/lists/schemas";
import { OrganizationRoleInput } from "@/lib/memberships/schemas";
import { nameSchema } from "@/lib/text/name-schema";
import { KEY_LIFETIMES } from "./lifetimes";

const KeyOwner = z.enum(["organization", "user"], { error: "Please choose whose key it is." });
export type KeyOwner = z.output<typeof KeyOwner>;

export const CreateApiKeyInput = z.strictObject({
  name: nameSchema(60, "Please enter a name for the key."),
  owner: KeyOwner,
  role: OrganizationRoleInput,
  expires_in: z.enum(KEY_LIFETIMES, { error: "Please choose when the key expires." }),
});

export const ListApiKeysInput = z.strictObject({
  /** `user` means the caller's personal keys, `members` those of the other members. */
  owner: z.enum(["organization", "user", "members"], { error: "Please choose whose keys to list." }).default("user"),
  ...pageShape,
});

export const RevokeApiKeyInput = z.strictObject({ id: Id });

const shape = {
  id: z.uuid(),
  owner: KeyOwner,
  /** The owner of a personal key; null for an organization's key. */
  user: z.strictObject({ id: z.uuid(), name: z.string(), email: z.string() }).nullable(),
  name: z.string(),
  /** The highest role that the key grants. */
  role: Role,
  /** The beginning of the key. */
  prefix: z.string(),
  created_at: Time,
  expires_at: Time.nullable(),
  is_expired: z.boolean(),
  /** Precise to the minute. */
  last_used_at: Time.nullable(),
};

export const ApiKeyView = z.strictObject(shape).meta({ title: "ApiKey" });
export type ApiKeyView = z.output<typeof ApiKeyView>;

/** Contains the key itself, which is never shown again. */
export const NewApiKey = z.strictObject({ ...shape, key: z.string() }).meta({ title: "NewApiKey" });
