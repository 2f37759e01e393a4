// The latest events in an organization, newest first. Every member sees who joined and what was created; only admins see
// invitations, which contain email addresses.
import "server-only";
import type { FeatureOnDashboard } from "./features-on-dashboard";
import { roleAtLeast, type OrganizationRole } from "@/lib/access/roles";
import type { TenantDb } from "@/lib/db/transaction";
import { sentInvitations } from "@/lib/invitations/on-dashboard";

const MOST = 8;

/** The parts of one sentence, such as “Ada invited mo@example.com as a member”. */
export interface Activity {
  id: string;
  /** The member's name; null for a former member. */
  person: string | null;
  did: string;
  /** `path` is relative to the organization's pages; null if the object has no page. */
  object: { text: string; path: string | null } | null;
  role: OrganizationRole | null;
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
    return { id, person: name, did: "joined", object: null, role: null, at: createdAt.toISOString() };
  });
}

async function invited(db: TenantDb): Promise<Activity[]> {
  const sent = await sentInvitations(db, MOST);
  return sent.map(({ id, email, role, inviter, at }) => {
    return { id, person: inviter, did: "invited", object: { text: email, path: null }, role, at };
  });
}

function made({ name, latest }: FeatureOnDashboard): Activity[] {
  return latest.items.map(({ id, author, did, title, path, createdAt }) => {
    return { id: `${name} ${id}`, person: author, did, object: { text: title, path }, role: null, at: createdAt };
  });
}

export async function readActivity(
  db: TenantDb,
  role: OrganizationRole,
  features: FeatureOnDashboard[],
): Promise<Activity[]> {
  const all = [
    ...(await joined(db)),
    ...(roleAtLeast(role, "org_admin") ? await invited(db) : []),
    ...features.flatMap(made),
  ];
  return all.toSorted((one, other) => other.at.localeCompare(one.at)).slice(0, MOST);
}
