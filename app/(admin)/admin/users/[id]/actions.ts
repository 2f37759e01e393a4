"use server";

import {
  endUserSessionsAction,
  grantSystemAdminAction,
  resumeUserAction,
  revokeSystemAdminAction,
  sendResetLinkAction,
  suspendUserAction,
} from "@/lib/web/entrances/admin-actions";

export const submitSuspension = suspendUserAction;
export const submitResumption = resumeUserAction;
export const submitSignOutEverywhere = endUserSessionsAction;
export const submitResetLink = sendResetLinkAction;
export const submitGrant = grantSystemAdminAction;
export const submitRevocation = revokeSystemAdminAction;
