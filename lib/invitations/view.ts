// What admins see of an invitation. Never its token, which cannot be read back, and not whether a mail was dropped: that
// would reveal what others sent to the address, and thereby whether it has an account.
import "server-only";
import type { OrganizationRole } from "@/lib/access/roles";
import type { UserView } from "@/lib/auth/view";
import type { OrganizationView } from "@/lib/organizations/organizations-of";
import { INVITATION_LIFETIME_MS } from "./lifetime";

export type InvitationState = "open" | "expired" | "accepted" | "revoked";

export interface InvitationRow {
  id: string;
  email: string;
  role: OrganizationRole;
  createdAt: Date;
  sentAt: Date;
  acceptedAt: Date | null;
  revokedAt: Date | null;
}

export interface InvitationView {
  id: string;
  email: string;
  role: OrganizationRole;
  state: InvitationState;
  created_at: string;
  /** When it was last sent or resent. */
  sent_at: string;
  expires_at: string;
}

interface Accepted {
  user: UserView;
  organizations: readonly OrganizationView[];
}

/** The expiry of a link mailed at that time. */
function expiryOf({ sentAt }: InvitationRow): Date {
  return new Date(sentAt.getTime() + INVITATION_LIFETIME_MS);
}

function stateOf(row: InvitationRow, now: Date): InvitationState {
  if (row.acceptedAt) return "accepted";
  if (row.revokedAt) return "revoked";
  return expiryOf(row) > now ? "open" : "expired";
}

/** For the person who accepted it. */
export function viewAccepted({ user, organizations }: Accepted): Accepted {
  return { user, organizations };
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
