"use server";

import { acceptInvitationAction } from "@/lib/web/entrances/accepting-invitations";
import { leaveForInvitationAction } from "@/lib/web/entrances/following-links";

export const submitAcceptance = acceptInvitationAction;
export const submitSignOut = leaveForInvitationAction;
