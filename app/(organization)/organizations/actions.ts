"use server";

import { createOrganizationAction } from "@/lib/web/entrances/organizations/create-organization-action";
import { switchOrganizationAction } from "@/lib/web/entrances/organizations/switch-organization-action";

export const submitSwitch = switchOrganizationAction;
export const submitNewOrganization = createOrganizationAction;
