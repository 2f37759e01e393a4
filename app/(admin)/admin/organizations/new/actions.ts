"use server";

import { createOrganizationAction } from "@/lib/web/admin-actions";

export const submitOrganization = createOrganizationAction;
