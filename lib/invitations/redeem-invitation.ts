// Finds and redeems invitations by mailed token, across organizations. Unknown, used, expired, revoked and replaced
// invitations are not found, nor are those of a suspended organization or of an inviter who has lost the right to invite.
// Finding an invitation does not consume it.
import "server-only";
import type { OrganizationRole } from "@/lib/access/roles";
import type { Digest } from "@/lib/crypto/hash";
import { lockRows } from "@/lib/db/locks";
import type { SystemDb } from "@/lib/db/transaction";

export interface FoundInvitation {
  id: string;
  email: string;
  /** The name that the inviter entered for the invited person, if any. */
  name: string | null;
  role: OrganizationRole;
  invitedById: string;
  inviterName: string;
  fromConsole: boolean;
  organizationId: string;
  organizationName: string;
  slug: string;
  hasAccount: boolean;
  isMember: boolean;
}

export async function findInvitation(db: SystemDb, tokenHash: Digest): Promise<FoundInvitation | null> {
  const [row] = await db.$queryRaw<FoundInvitation[]>`
    SELECT i.id, i.email, i.name, i.role::text AS role, i.invited_by_id AS "invitedById", b.name AS "inviterName",
           i.from_console AS "fromConsole", i.organization_id AS "organizationId", o.name AS "organizationName",
           o.slug, u.id IS NOT NULL AS "hasAccount", m.id IS NOT NULL AS "isMember"
      FROM invitations i
      JOIN organizations o ON o.id = i.organization_id AND o.suspended_at IS NULL
      JOIN users b ON b.id = i.invited_by_id
      LEFT JOIN users u ON u.email = i.email
      LEFT JOIN memberships m ON m.user_id = u.id AND m.organization_id = o.id
     WHERE i.token_hash = ${tokenHash} AND i.accepted_at IS NULL AND i.revoked_at IS NULL AND i.expires_at > now()
       AND is_by_right(i)`;
  return row ?? null;
}

interface Redeeming {
  invitation: Pick<FoundInvitation, "id" | "organizationId" | "invitedById">;
  tokenHash: Digest;
  /** The accepting user, if they have an account. */
  personId: string | null;
}

/**
 * Redeems an invitation, at most once. Until the transaction ends, its locks block a suspension or deletion of the
 * organization, a change of its members, and any change that ends the inviter's right to invite.
 * @returns the role that the invitation grants now, or null if it is no longer valid
 */
export async function redeemInvitation(
  db: SystemDb,
  { invitation, tokenHash, personId }: Redeeming,
): Promise<OrganizationRole | null> {
  const { id, organizationId, invitedById } = invitation;
  const open = await lockRows(
    db,
    "organization",
  )`SELECT 1 FROM organizations WHERE id = ${organizationId}::uuid AND suspended_at IS NULL FOR NO KEY UPDATE`;
  if (open.length === 0) return null;
  // One statement, ordered by id, because two users who accept each other's invitations could otherwise deadlock.
  await lockRows(
    db,
    "user",
  )`SELECT 1 FROM users WHERE id IN (${invitedById}::uuid, ${personId}::uuid) ORDER BY id FOR NO KEY UPDATE`;
  const [used] = await db.$queryRaw<{ role: OrganizationRole }[]>`
    UPDATE invitations i SET accepted_at = now(), open_email = NULL
     WHERE i.id = ${id}::uuid AND i.token_hash = ${tokenHash} AND i.invited_by_id = ${invitedById}::uuid
       AND i.accepted_at IS NULL AND i.revoked_at IS NULL AND i.expires_at > now() AND is_by_right(i)
    RETURNING role::text AS role`;
  return used?.role ?? null;
}
