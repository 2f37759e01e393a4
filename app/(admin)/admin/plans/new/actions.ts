"use server";

import { createPlan } from "@/lib/plan-catalog/create-plan";
import { formAction } from "@/lib/web/adapters/action";
import { leadsToPlan } from "@/lib/web/entrances/admin/leads-to-subject";

export const submitPlan = formAction(createPlan, leadsToPlan("plan-created"));
