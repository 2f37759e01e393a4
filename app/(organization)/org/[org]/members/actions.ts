"use server";

import {
  changeMemberRoleAction,
  leaveOrganizationAction,
  removeMemberAction,
} from "@/lib/web/entrances/organization-actions";

export const submitRole = changeMemberRoleAction;
export const submitRemoval = removeMemberAction;
export const submitLeaving = leaveOrganizationAction;
