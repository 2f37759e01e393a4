// Decides what happens to each organization of a user who deletes their account. Needs no database.
import "server-only";
import type { OrganizationRole } from "@/lib/access/roles";

export interface Belonging {
  membershipId: string;
  role: OrganizationRole;
  organization: { id: string; slug: string; name: string; suspended: boolean };
  /** The number of other members, and whether one of them is an admin who can sign in. */
  others: number;
  ledByOthers: boolean;
}

/**
 * `goes`: has no other members, so it is deleted too. `held`: has no other members, but is suspended and must be kept.
 * `left`: keeps its other members. `blocking`: its other members would have no admin.
 */
export type Fate = "goes" | "held" | "left" | "blocking";

export function fateOf({ role, organization, others, ledByOthers }: Belonging): Fate {
  if (others === 0) return organization.suspended ? "held" : "goes";
  return role === "org_admin" && !ledByOthers ? "blocking" : "left";
}
