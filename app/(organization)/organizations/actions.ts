"use server";

import { createOrganizationAction, switchOrganizationAction } from "@/lib/web/entrances/organization-actions";

export const submitSwitch = switchOrganizationAction;
export const submitNewOrganization = createOrganizationAction;
