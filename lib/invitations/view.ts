// What admins see of an invitation. Never its token, which cannot be read back, and not whether a mail was dropped, which
// would reveal what others sent to the address, and thereby whether it has an account.
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

export const InvitationView = z.strictObject({
  id: z.uuid(),
  email: z.string(),
  role: Role,
  state: InvitationState,
  created_at: Time,
  /** When the invitation was last sent or resent. */
  sent_at: Time,
  expires_at: Time,
});
export type InvitationView = z.output<typeof InvitationView>;

/** When a link mailed at that time expires. */
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
