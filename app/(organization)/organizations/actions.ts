"use server";

import { createOrganizationAction, switchOrganizationAction } from "@/lib/web/organization-actions";

export const submitSwitch = switchOrganizationAction;
export const submitNewOrganization = createOrganizationAction;
