"use server";

import { provisionOrganization } from "@/lib/admin/provision-organization";
import { formAction } from "@/lib/web/adapters/action";
import { leadsToInvited } from "@/lib/web/entrances/admin/leads-to-subject";

export const submitOrganization = formAction(
  provisionOrganization,
  leadsToInvited("organization-created-invited", "organization-created-unmailed"),
);
