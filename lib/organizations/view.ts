// The fields of an organization that its members can see.
import "server-only";
import { Role, Time } from "@/lib/access/schemas";
import { z } from "zod";
import type { OrganizationRole } from "@/lib/access/roles";

export const OrganizationDetail = z
  .strictObject({
    id: z.uuid(),
    slug: z.string(),
    name: z.string(),
    /** Whether the organization was created for one person at sign-up. */
    is_personal: z.boolean(),
    created_at: Time,
    /** The role of the requesting user. */
    role: Role,
  })
  .meta({ title: "Organization" });
export type OrganizationDetail = z.output<typeof OrganizationDetail>;

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
