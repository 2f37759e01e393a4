"use server";

import { changeDefaultPlan } from "@/lib/plan-catalog/change-default-plan";
import { deletePlan } from "@/lib/plan-catalog/delete-plan";
import { updatePlan } from "@/lib/plan-catalog/update-plan";
import { formAction } from "@/lib/web/adapters/action";
import { leadsTo } from "@/lib/web/adapters/leads-to";
import { leadsToPlan } from "@/lib/web/entrances/admin/leads-to-subject";

export const submitChanges = formAction(updatePlan, leadsToPlan("plan-changed"));
export const submitDefault = formAction(changeDefaultPlan, leadsToPlan("default-plan-changed"));
export const submitDeletion = formAction(deletePlan, leadsTo("/admin/plans", "plan-deleted"));
