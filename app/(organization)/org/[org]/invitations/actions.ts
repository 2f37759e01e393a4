"use server";

import { createInvitationAction, resendInvitationAction, revokeInvitationAction } from "@/lib/web/organization-actions";

export const submitInvitation = createInvitationAction;
export const submitResend = resendInvitationAction;
export const submitRevocation = revokeInvitationAction;
