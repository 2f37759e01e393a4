// Reads and writes the rows of invitations. Tokens are stored only as hashes, which the tenant role cannot read.
import "server-only";
import { randomUUID } from "node:crypto";
import { requireUuid } from "@/lib/access/require-uuid";
import { type OrganizationRole } from "@/lib/access/roles";
import { hashToken, type Digest } from "@/lib/crypto/hash";
import { generateToken } from "@/lib/crypto/random";
import { Prisma } from "@/lib/db/generated/client";
import type { SystemDb, TenantDb } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors/app-error";
import { INVITATION_LIFETIME_DAYS } from "./lifetime";
import type { InvitationRow } from "./view";

export const COLUMNS = {
  id: true,
  email: true,
  role: true,
  createdAt: true,
  sentAt: true,
  acceptedAt: true,
  revokedAt: true,
} as const;

const EXPIRY = Prisma.sql`now() + make_interval(days => ${INVITATION_LIFETIME_DAYS}::int)`;
const RETURNED = Prisma.sql`
  id, email, role::text AS role, created_at AS "createdAt", sent_at AS "sentAt",
  accepted_at AS "acceptedAt", revoked_at AS "revokedAt"`;

export interface NewInvitation {
  organizationId: string;
  email: string;
  role: OrganizationRole;
  name: string | null;
  invitedById: string;
  /** Whether a system admin sent it from the console. */
  fromConsole: boolean;
}

/**
 * Creates or updates the open invitation to this email address, and locks its row. One statement does both, so that
 * concurrent invitations share one row. A new row has a token that no one knows; an existing row keeps its link until a new
 * link is mailed.
 */
export async function storeInvitation(db: SystemDb | TenantDb, given: NewInvitation): Promise<InvitationRow> {
  const { organizationId, email, role, name, invitedById, fromConsole } = given;
  const tokenHash = hashToken(generateToken());
  const [row] = await db.$queryRaw<InvitationRow[]>`
    INSERT INTO invitations (id, organization_id, email, open_email, name, role, token_hash, invited_by_id, from_console, expires_at)
    VALUES (${randomUUID()}::uuid, ${organizationId}::uuid, ${email}, ${email}, ${name}, ${role}::role, ${tokenHash}, ${invitedById}::uuid, ${fromConsole}, ${EXPIRY})
    ON CONFLICT (organization_id, open_email) DO UPDATE SET
      name = ${name}, role = ${role}::role, invited_by_id = ${invitedById}::uuid, from_console = ${fromConsole}
    RETURNING ${RETURNED}`;
  if (!row) throw new Error("an invitation was neither inserted nor updated");
  return row;
}

/**
 * Locks an open invitation and makes an admin its inviter. Its validity then depends on that admin's right to invite.
 * @returns the row, or null if it was accepted or revoked meanwhile
 */
export async function takeOverInvitation(db: TenantDb, id: string, inviterId: string): Promise<InvitationRow | null> {
  const [row] = await db.$queryRaw<InvitationRow[]>`
    UPDATE invitations SET invited_by_id = ${inviterId}::uuid, from_console = false
     WHERE id = ${id}::uuid AND accepted_at IS NULL AND revoked_at IS NULL
    RETURNING ${RETURNED}`;
  return row ?? null;
}

/**
 * Records that a locked invitation was sent. A mailed link replaces the earlier link and has a full lifetime, even if the
 * invitation had expired. If no link was mailed, the earlier link and its expiry stay.
 */
export async function recordSending(db: SystemDb | TenantDb, id: string, mailed: Digest | null): Promise<InvitationRow> {
  const link = mailed ? Prisma.sql`, token_hash = ${mailed}, expires_at = ${EXPIRY}` : Prisma.empty;
  const [row] = await db.$queryRaw<InvitationRow[]>`
    UPDATE invitations SET sent_at = now() ${link}
     WHERE id = ${id}::uuid
    RETURNING ${RETURNED}`;
  if (!row) throw new Error("a locked invitation is gone");
  return row;
}

/** Revokes an invitation; false if it was no longer open. */
export async function endInvitation(db: TenantDb, id: string): Promise<boolean> {
  const { count } = await db.invitation.updateMany({
    where: { id, acceptedAt: null, revokedAt: null },
    data: { revokedAt: new Date(), openEmail: null },
  });
  return count === 1;
}

/** @throws AppError NOT_FOUND, identical for another organization's id, an unknown id and a malformed one */
export async function getInvitation(db: TenantDb, id: string): Promise<InvitationRow> {
  requireUuid(id);
  const known = await db.invitation.findUnique({ where: { id }, select: COLUMNS });
  if (!known) throw new AppError("NOT_FOUND");
  return known;
}

export async function isMemberAddress(db: SystemDb | TenantDb, organizationId: string, email: string): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM memberships m JOIN users u ON u.id = m.user_id
     WHERE m.organization_id = ${organizationId}::uuid AND u.email = ${email}`;
  return rows.length > 0;
}
