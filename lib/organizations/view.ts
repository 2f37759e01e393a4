// What members see of an organization.
import "server-only";
import type { OrganizationRole } from "@/lib/access/roles";

export interface OrganizationDetail {
  id: string;
  slug: string;
  name: string;
  /** Created for one person at sign-up. */
  is_personal: boolean;
  created_at: string;
  /** The role of the person who asks. */
  role: OrganizationRole;
}

interface Row {
  id: string;
  slug: string;
  name: string;
  isPersonal: boolean;
  createdAt: Date;
}

export function viewOrganization(
  { id, slug, name, isPersonal, createdAt }: Row,
  role: OrganizationRole,
): OrganizationDetail {
  return { id, slug, name, is_personal: isPersonal, created_at: createdAt.toISOString(), role };
}
