// What becomes of each organization of a person who deletes their account. Pure.
import "server-only";
import type { OrganizationRole } from "@/lib/access/roles";

export interface Belonging {
  membershipId: string;
  role: OrganizationRole;
  organization: { id: string; slug: string; name: string; suspended: boolean };
  /** Members besides this one, and whether one of them is an admin who can act. */
  others: number;
  ledByOthers: boolean;
}

/**
 * `goes` along, because nobody else is in it; is `held`, because that one is suspended and what it has is kept; is `left`
 * to the others; or is `blocking`, because they would be without an admin.
 */
export type Fate = "goes" | "held" | "left" | "blocking";

export function fateOf({ role, organization, others, ledByOthers }: Belonging): Fate {
  if (others === 0) return organization.suspended ? "held" : "goes";
  return role === "org_admin" && !ledByOthers ? "blocking" : "left";
}
