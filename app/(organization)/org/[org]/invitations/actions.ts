"use server";

import { resendInvitation } from "@/lib/invitations/resend-invitation";
import { revokeInvitation } from "@/lib/invitations/revoke-invitation";
import { orgAction } from "@/lib/web/adapters/action";
import { leadsToPage } from "@/lib/web/adapters/leads-to";
import { createInvitationAction } from "@/lib/web/entrances/organizations/create-invitation-action";

export const submitInvitation = createInvitationAction;
export const submitResend = orgAction(resendInvitation, leadsToPage("invitations", "invitation-resent"));
export const submitRevocation = orgAction(revokeInvitation, leadsToPage("invitations", "invitation-revoked"));
