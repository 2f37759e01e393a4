// Invitations by the token of their mail, across organizations. Unknown, used, expired, revoked and superseded are all
// simply not found, and so are those to an organization that is suspended. Looking consumes nothing.
import "server-only";
import type { OrganizationRole } from "@/lib/access/roles";
import type { Digest } from "@/lib/crypto/hash";
import type { SystemDb } from "@/lib/db/transaction";

export interface FoundInvitation {
  id: string;
  email: string;
  /** As far as whoever invited knew it. */
  name: string | null;
  role: OrganizationRole;
  organizationId: string;
  organizationName: string;
  slug: string;
  hasAccount: boolean;
  isMember: boolean;
}

export async function findInvitation(db: SystemDb, tokenHash: Digest): Promise<FoundInvitation | null> {
  const [row] = await db.$queryRaw<FoundInvitation[]>`
    SELECT i.id, i.email, i.name, i.role::text AS role, i.organization_id AS "organizationId", o.name AS "organizationName",
           o.slug, u.id IS NOT NULL AS "hasAccount", m.id IS NOT NULL AS "isMember"
      FROM invitations i
      JOIN organizations o ON o.id = i.organization_id AND o.suspended_at IS NULL
      LEFT JOIN users u ON u.email = i.email
      LEFT JOIN memberships m ON m.user_id = u.id AND m.organization_id = o.id
     WHERE i.token_hash = ${tokenHash} AND i.accepted_at IS NULL AND i.revoked_at IS NULL AND i.expires_at > now()`;
  return row ?? null;
}

/**
 * Uses it up, once, and keeps the organization from being suspended or deleted meanwhile.
 * @returns the role it gives now, or null where it is not good any more
 */
export async function redeemInvitation(
  db: SystemDb,
  { id, organizationId }: Pick<FoundInvitation, "id" | "organizationId">,
  tokenHash: Digest,
): Promise<OrganizationRole | null> {
  const open = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM organizations WHERE id = ${organizationId}::uuid AND suspended_at IS NULL FOR SHARE`;
  if (open.length === 0) return null;
  const [used] = await db.$queryRaw<{ role: OrganizationRole }[]>`
    UPDATE invitations SET accepted_at = now(), open_email = NULL
     WHERE id = ${id}::uuid AND token_hash = ${tokenHash}
       AND accepted_at IS NULL AND revoked_at IS NULL AND expires_at > now()
    RETURNING role::text AS role`;
  return used?.role ?? null;
}
