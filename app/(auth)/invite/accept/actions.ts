"use server";

import { acceptInvitationAction, leaveForInvitationAction } from "@/lib/web/accepting-invitations";

export const submitAcceptance = acceptInvitationAction;
export const submitSignOut = leaveForInvitationAction;
