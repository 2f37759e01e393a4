// Makes and mails an invitation, in the transaction of whoever asks for it.
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
  /** In its normal form. */
  email: string;
  role: OrganizationRole;
  /** Of the person, where it is known: stands in the form that makes their account. */
  name?: string;
  invitedBy: { id: string; name: string };
  /** By a system admin, as one; otherwise by an admin of the organization. */
  fromConsole: boolean;
  /** Stored like any other, but not mailed. */
  isHeldBack: boolean;
}

export interface IssuedInvitation {
  invitation: InvitationView;
  /** False where it was held back, or the recipient's daily limit dropped the mail: for those alone who may know of it. */
  mailed: boolean;
}

/**
 * Invites an address to an organization; an invitation that is open already is replaced, and its link worthless. Works with
 * a handle of that organization and with the system's. Who may invite, and how often, is the calling operation's matter.
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
  // Not before: the statement above has waited for whoever is joining with the invitation that was open.
  if (await isMemberAddress(db, organization.id, email)) throw new AppError("ALREADY_MEMBER");
  const sent = await mailLink(db, row, { organization, inviter: invitedBy, isHeldBack }, request);
  return { invitation: viewInvitation(sent.row), mailed: sent.mailed };
}
