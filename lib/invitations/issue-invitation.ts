// Creates and mails an invitation, in the caller's transaction.
import "server-only";
import type { RequestFacts } from "@/lib/access/actor";
import type { OrganizationRole } from "@/lib/access/roles";
import type { SystemDb, TenantDb } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors/app-error";
import { mailLink } from "./mail-link";
import { isMemberAddress, storeInvitation } from "./queries";
import { viewInvitation, type InvitationView } from "./view";

export interface InvitationToIssue {
  organization: { id: string; name: string };
  /** The invited email address, normalized. */
  email: string;
  role: OrganizationRole;
  /** The user's name, if known, to prefill the form that creates their account. */
  name?: string;
  invitedBy: { id: string; name: string };
  /** Whether a system admin sends it from the console; otherwise an admin of the organization does. */
  fromConsole: boolean;
  /** Whether to store the invitation as usual but send no mail. */
  isHeldBack: boolean;
}

export interface IssuedInvitation {
  invitation: InvitationView;
  /** False if the mail was held back or was over the recipient's daily limit. Only for callers that may learn this. */
  mailed: boolean;
}

/**
 * Invites an email address to an organization. Replaces an open invitation to the same email address; its link stops working
 * unless the new mail is held back or dropped. The calling operation decides who may invite and how often.
 * @throws AppError ALREADY_MEMBER
 */
export async function issueInvitation(
  db: TenantDb | SystemDb,
  { organization, email, role, name, invitedBy, fromConsole, isHeldBack }: InvitationToIssue,
  request: RequestFacts,
): Promise<IssuedInvitation> {
  const stored = {
    organizationId: organization.id,
    email,
    role,
    name: name ?? null,
    invitedById: invitedBy.id,
    fromConsole,
  };
  const row = await storeInvitation(db, stored);
  // Must follow the statement above, which waits for a user who is accepting the open invitation.
  if (await isMemberAddress(db, organization.id, email)) throw new AppError("ALREADY_MEMBER");
  const sent = await mailLink(db, row, { organization, inviter: invitedBy, isHeldBack }, request);
  return { invitation: viewInvitation(sent.row), mailed: sent.mailed };
}
