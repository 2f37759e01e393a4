// The names of the roles and what each may do, as pages and mail show them. Client-safe.
import type { OrganizationRole } from "@/lib/access/roles";

export const ROLE_WORDS: Record<OrganizationRole, string> = { readonly: "Reader", member: "Member", org_admin: "Admin" };

/** The role with its article, to follow "as". */
export const ROLE_PHRASES: Record<OrganizationRole, string> = {
  readonly: "a reader",
  member: "a member",
  org_admin: "an admin",
};

function meanings(own: "your own" | "their own"): Record<OrganizationRole, string> {
  return {
    readonly: "read all content",
    member: `read all content, and create and change ${own} work`,
    org_admin: "manage people, settings and all content",
  };
}

/** The rights of another user, to follow "can". */
export const ROLE_MEANINGS = meanings("their own");

/** The reader's own rights, to follow "you can". */
export const YOUR_ROLE_MEANINGS = meanings("your own");
