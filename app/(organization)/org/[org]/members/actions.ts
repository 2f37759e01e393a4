"use server";

import { changeMemberRoleAction, leaveOrganizationAction, removeMemberAction } from "@/lib/web/organization-actions";

export const submitRole = changeMemberRoleAction;
export const submitRemoval = removeMemberAction;
export const submitLeaving = leaveOrganizationAction;
