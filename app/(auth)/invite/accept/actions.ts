"use server";

import { acceptInvitationAction } from "@/lib/web/accepting-invitations";
import { leaveForInvitationAction } from "@/lib/web/following-links";

export const submitAcceptance = acceptInvitationAction;
export const submitSignOut = leaveForInvitationAction;
