"use server";

import { grantSystemAdmin, revokeSystemAdmin } from "@/lib/admin/change-system-admin";
import { endUserSessions } from "@/lib/admin/end-user-sessions";
import { sendResetLink } from "@/lib/admin/send-reset-link";
import { resumeUser, suspendUser } from "@/lib/admin/suspend-user";
import { formAction } from "@/lib/web/adapters/action";
import { leadsToUser } from "@/lib/web/entrances/admin/leads-to-subject";

export const submitSuspension = formAction(suspendUser, leadsToUser("user-suspended"));
export const submitResumption = formAction(resumeUser, leadsToUser("user-resumed"));
export const submitSignOutEverywhere = formAction(endUserSessions, leadsToUser("user-signed-out"));
export const submitResetLink = formAction(sendResetLink, leadsToUser("reset-link-sent"));
export const submitGrant = formAction(grantSystemAdmin, leadsToUser("system-admin-granted"));
export const submitRevocation = formAction(revokeSystemAdmin, leadsToUser("system-admin-revoked"));
