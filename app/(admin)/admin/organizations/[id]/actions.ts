"use server";

import {
  inviteOrganizationAdminAction,
  resumeOrganizationAction,
  suspendOrganizationAction,
} from "@/lib/web/entrances/admin-actions";

export const submitInvitation = inviteOrganizationAdminAction;
export const submitSuspension = suspendOrganizationAction;
export const submitResumption = resumeOrganizationAction;
