// What of an invitation leaves the server, to those who look after it. Never its token, which nobody can read back.
import "server-only";
import type { OrganizationRole } from "@/lib/access/roles";

export type InvitationState = "open" | "expired" | "accepted" | "revoked";

export interface InvitationRow {
  id: string;
  email: string;
  role: OrganizationRole;
  createdAt: Date;
  sentAt: Date;
  expiresAt: Date;
  acceptedAt: Date | null;
  revokedAt: Date | null;
}

export interface InvitationView {
  id: string;
  email: string;
  role: OrganizationRole;
  state: InvitationState;
  created_at: string;
  /** When a link was last mailed; of one that never was, when it was made. */
  sent_at: string;
  expires_at: string;
}

export function stateOf(row: Pick<InvitationRow, "acceptedAt" | "revokedAt" | "expiresAt">, now: Date): InvitationState {
  if (row.acceptedAt) return "accepted";
  if (row.revokedAt) return "revoked";
  return row.expiresAt > now ? "open" : "expired";
}

export function viewInvitation(row: InvitationRow, now: Date = new Date()): InvitationView {
  return {
    id: row.id,
    email: row.email,
    role: row.role,
    state: stateOf(row, now),
    created_at: row.createdAt.toISOString(),
    sent_at: row.sentAt.toISOString(),
    expires_at: row.expiresAt.toISOString(),
  };
}
