"use server";

import { changeMemberRole } from "@/lib/memberships/change-member-role";
import { leaveOrganization } from "@/lib/memberships/leave-organization";
import { removeMember } from "@/lib/memberships/remove-member";
import { orgAction } from "@/lib/web/adapters/action";
import { leadsTo, leadsToPage } from "@/lib/web/adapters/leads-to";

export const submitRole = orgAction(changeMemberRole, leadsToPage("members", "role-changed"));
export const submitRemoval = orgAction(removeMember, leadsToPage("members", "member-removed"));
export const submitLeaving = orgAction(leaveOrganization, leadsTo("/account/profile", "organization-left"));
