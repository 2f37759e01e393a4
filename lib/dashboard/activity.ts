// The latest changes among the people of an organization, newest first. Every member sees who joined; only admins see
// invitations, which contain email addresses.
import "server-only";
import { roleAtLeast, type OrganizationRole } from "@/lib/access/roles";
import type { TenantDb } from "@/lib/db/transaction";
import { sentInvitations } from "@/lib/invitations/on-dashboard";

const MOST = 5;

export interface Activity {
  id: string;
  /** The member's name; null for a former member. */
  person: string | null;
  /** Whom the member invited; null if the member joined. */
  invited: { email: string; role: OrganizationRole } | null;
  at: string;
}

async function joined(db: TenantDb): Promise<Activity[]> {
  const rows = await db.membership.findMany({
    orderBy: { id: "desc" },
    take: MOST,
    select: { id: true, createdAt: true, user: { select: { name: true } } },
  });
  // Omits the role, which may have changed since the member joined.
  return rows.map(({ id, createdAt, user: { name } }) => {
    return { id, person: name, invited: null, at: createdAt.toISOString() };
  });
}

async function invited(db: TenantDb): Promise<Activity[]> {
  const sent = await sentInvitations(db, MOST);
  return sent.map(({ id, email, role, inviter, at }) => ({ id, person: inviter, invited: { email, role }, at }));
}

export async function readActivity(db: TenantDb, role: OrganizationRole): Promise<Activity[]> {
  const all = [...(await joined(db)), ...(roleAtLeast(role, "org_admin") ? await invited(db) : [])];
  return all.toSorted((one, other) => other.at.localeCompare(one.at)).slice(0, MOST);
}
