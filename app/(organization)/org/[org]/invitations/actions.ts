"use server";

import {
  createInvitationAction,
  resendInvitationAction,
  revokeInvitationAction,
} from "@/lib/web/entrances/organization-actions";

export const submitInvitation = createInvitationAction;
export const submitResend = resendInvitationAction;
export const submitRevocation = revokeInvitationAction;
