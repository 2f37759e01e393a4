import type { OrganizationRole } from "@/lib/access/roles";

/** What the roles are called where people read them. */
export const ROLE_WORDS: Record<OrganizationRole, string> = { readonly: "Reader", member: "Member", org_admin: "Admin" };
