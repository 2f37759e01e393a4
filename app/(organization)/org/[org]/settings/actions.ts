"use server";

import { deleteOrganizationAction, updateOrganizationAction } from "@/lib/web/organization-actions";

export const submitName = updateOrganizationAction;
export const submitDeletion = deleteOrganizationAction;
