"use server";

import { createOrganizationAction } from "@/lib/web/entrances/admin-actions";

export const submitOrganization = createOrganizationAction;
