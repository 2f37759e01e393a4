"use server";

import { createInvitation } from "@/lib/invitations/create-invitation";
import { resendInvitation } from "@/lib/invitations/resend-invitation";
import { revokeInvitation } from "@/lib/invitations/revoke-invitation";
import { orgAction } from "@/lib/web/adapters/action";
import { leadsToPage } from "@/lib/web/adapters/leads-to";

export const submitInvitation = orgAction(createInvitation, leadsToPage("invitations", "invitation-sent"));
export const submitResend = orgAction(resendInvitation, leadsToPage("invitations", "invitation-resent"));
export const submitRevocation = orgAction(revokeInvitation, leadsToPage("invitations", "invitation-revoked"));
