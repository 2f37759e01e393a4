"use server";

import { inviteOrganizationAdmin } from "@/lib/admin/provision-organization";
import { resumeOrganization, suspendOrganization } from "@/lib/admin/suspend-organization";
import { adjustCredits } from "@/lib/credits/adjust-credits";
import { grantPlan, withdrawPlan } from "@/lib/plan-catalog/grant-plan";
import { formAction } from "@/lib/web/adapters/action";
import { leadsToInvited, leadsToOrganization } from "@/lib/web/entrances/admin/leads-to-subject";

export const submitInvitation = formAction(
  inviteOrganizationAdmin,
  leadsToInvited("admin-invited", "admin-invited-unmailed"),
);
export const submitSuspension = formAction(suspendOrganization, leadsToOrganization("organization-suspended"));
export const submitResumption = formAction(resumeOrganization, leadsToOrganization("organization-resumed"));
export const submitGrant = formAction(grantPlan, leadsToOrganization("plan-granted"));
export const submitWithdrawal = formAction(withdrawPlan, leadsToOrganization("plan-withdrawn"));
export const submitAdjustment = formAction(adjustCredits, leadsToOrganization("credits-adjusted"));
