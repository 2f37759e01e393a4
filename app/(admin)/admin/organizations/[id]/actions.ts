"use server";

import { resumeOrganizationAction, suspendOrganizationAction } from "@/lib/web/admin-actions";

export const submitSuspension = suspendOrganizationAction;
export const submitResumption = resumeOrganizationAction;
