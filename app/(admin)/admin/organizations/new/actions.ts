"use server";

import { createOrganization } from "@/lib/admin/create-organization";
import { formAction } from "@/lib/web/adapters/action";
import { leadsToInvited } from "@/lib/web/entrances/admin/leads-to-subject";

export const submitOrganization = formAction(
  createOrganization,
  leadsToInvited("organization-created-invited", "organization-created-unmailed"),
);
