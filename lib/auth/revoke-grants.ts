// Revokes what a user gave to others, if an earlier owner of the mailbox may have used the account. Callers hold the locks of
// the user and of the user's organizations, so that none is created at the same time.
import "server-only";
import type { SystemDb } from "@/lib/db/transaction";

/** Revokes the open invitations that the user sent, also those sent as a system admin. Returns their number. */
export async function revokeInvitationsFrom(db: SystemDb, userId: string): Promise<number> {
  const { count } = await db.invitation.updateMany({
    where: { invitedById: userId, acceptedAt: null, revokedAt: null },
    data: { revokedAt: new Date(), openEmail: null },
  });
  return count;
}

/** Revokes the API keys of the organizations that have no other member. Returns their number. */
export async function revokeKeysOfOwnOrganizations(db: SystemDb, userId: string): Promise<number> {
  const { count } = await db.apiKey.updateMany({
    where: { userId: null, revokedAt: null, organization: { memberships: { some: { userId }, every: { userId } } } },
    data: { revokedAt: new Date() },
  });
  return count;
}
