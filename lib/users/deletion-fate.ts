// Decides what happens to each organization of a user who deletes their account. Needs no database.
import "server-only";
import type { OrganizationRole } from "@/lib/access/roles";

export interface Belonging {
  membershipId: string;
  role: OrganizationRole;
  organization: { id: string; slug: string; name: string; suspended: boolean };
  /** The number of other members, and whether one of them is an admin who can act. */
  others: number;
  ledByOthers: boolean;
}

/**
 * `goes`: deleted too, because it has no other members. `held`: suspended, so it must be kept. `left`: others remain.
 * `blocking`: others would remain without an admin.
 */
export type Fate = "goes" | "held" | "left" | "blocking";

export function fateOf({ role, organization, others, ledByOthers }: Belonging): Fate {
  if (others === 0) return organization.suspended ? "held" : "goes";
  return role === "org_admin" && !ledByOthers ? "blocking" : "left";
}
