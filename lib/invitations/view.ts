// An invitation as admins see it. Hides its token, and whether its mail was dropped: that would reveal how much mail others
// have caused for the email address, and thereby whether the email address has an account.
import "server-only";
import { Role, Time } from "@/lib/access/schemas";
import { z } from "zod";
import type { OrganizationRole } from "@/lib/access/roles";
import { INVITATION_LIFETIME_MS } from "./lifetime";

const InvitationState = z.enum(["open", "expired", "accepted", "revoked"]);
export type InvitationState = z.output<typeof InvitationState>;

export interface InvitationRow {
  id: string;
  email: string;
  role: OrganizationRole;
  createdAt: Date;
  sentAt: Date;
  acceptedAt: Date | null;
  revokedAt: Date | null;
}

export const InvitationView = z
  .strictObject({
    id: z.uuid(),
    email: z.string(),
    role: Role,
    state: InvitationState,
    created_at: Time,
    /** When an admin last sent or resent the invitation, even if its mail was dropped. */
    sent_at: Time,
    expires_at: Time,
  })
  .meta({ title: "Invitation" });
export type InvitationView = z.output<typeof InvitationView>;

/** The expiry of a link mailed at `sentAt`, even if that mail was dropped. */
function expiryOf({ sentAt }: InvitationRow): Date {
  return new Date(sentAt.getTime() + INVITATION_LIFETIME_MS);
}

function stateOf(row: InvitationRow, now: Date): InvitationState {
  if (row.acceptedAt) return "accepted";
  if (row.revokedAt) return "revoked";
  return expiryOf(row) > now ? "open" : "expired";
}

export function viewInvitation(row: InvitationRow, now: Date = new Date()): InvitationView {
  return {
    id: row.id,
    email: row.email,
    role: row.role,
    state: stateOf(row, now),
    created_at: row.createdAt.toISOString(),
    sent_at: row.sentAt.toISOString(),
    expires_at: expiryOf(row).toISOString(),
  };
}
