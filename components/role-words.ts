import type { OrganizationRole } from "@/lib/access/roles";

/** What the roles are called where people read them. */
export const ROLE_WORDS: Record<OrganizationRole, string> = { readonly: "Reader", member: "Member", org_admin: "Admin" };

/** What each lets a person do, after "may". */
export const ROLE_MEANINGS: Record<OrganizationRole, string> = {
  readonly: "read everything",
  member: "read and change everything",
  org_admin: "manage everything, people included",
};
