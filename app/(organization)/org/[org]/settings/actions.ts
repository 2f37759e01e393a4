"use server";

import { deleteOrganization } from "@/lib/organizations/delete-organization";
import { updateOrganization } from "@/lib/organizations/update-organization";
import { orgAction } from "@/lib/web/adapters/action";
import { leadsTo, leadsToPage } from "@/lib/web/adapters/leads-to";

export const submitName = orgAction(updateOrganization, leadsToPage("settings", "organization-saved"));
export const submitDeletion = orgAction(deleteOrganization, leadsTo("/account/profile", "organization-deleted"));
