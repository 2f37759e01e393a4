// Reads the invitations for an admin's dashboard: the number of open ones, and the latest ones with their senders.
import "server-only";
import type { OrganizationRole } from "@/lib/access/roles";
import { userNames } from "@/lib/access/user-names";
import type { TenantDb } from "@/lib/db/transaction";
import { INVITATION_LIFETIME_MS } from "./lifetime";

export function countPendingInvitations(db: TenantDb): Promise<number> {
  const since = new Date(Date.now() - INVITATION_LIFETIME_MS);
  return db.invitation.count({ where: { openEmail: { not: null }, sentAt: { gt: since } } });
}

export interface SentInvitation {
  id: string;
  email: string;
  role: OrganizationRole;
  /** The name of the admin who sent the current link; null if that admin has left. */
  inviter: string | null;
  at: string;
}

/** Newest first. Excludes invitations that were accepted or revoked, and those from the system console. */
export async function sentInvitations(db: TenantDb, take: number): Promise<SentInvitation[]> {
  const rows = await db.invitation.findMany({
    where: { fromConsole: false, openEmail: { not: null } },
    orderBy: { sentAt: "desc" },
    take,
    select: { id: true, email: true, role: true, sentAt: true, invitedById: true },
  });
  const names = await userNames(
    db,
    rows.map(({ invitedById }) => invitedById),
  );
  return rows.map(({ id, email, role, sentAt, invitedById }) => ({
    id,
    email,
    role,
    inviter: names.get(invitedById ?? "") ?? null,
    at: sentAt.toISOString(),
  }));
}
