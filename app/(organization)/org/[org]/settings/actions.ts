"use server";

import { deleteOrganizationAction, updateOrganizationAction } from "@/lib/web/entrances/organization-actions";

export const submitName = updateOrganizationAction;
export const submitDeletion = deleteOrganizationAction;
