"use server";

import { acceptInvitationAction } from "@/lib/web/entrances/auth/accept-invitation-action";
import { signOutForLinkAction } from "@/lib/web/entrances/auth/sign-out-for-link-action";

export const submitAcceptance = acceptInvitationAction;
export const submitSignOut = signOutForLinkAction("invitation");
