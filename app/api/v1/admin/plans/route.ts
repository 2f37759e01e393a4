import { createPlan } from "@/lib/plan-catalog/create-plan";
import { listPlans } from "@/lib/plan-catalog/list-plans";
import { jsonRoute, methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: jsonRoute(listPlans, { summary: "List all plans" }),
  POST: jsonRoute(createPlan, { summary: "Create a plan", refuses: ["QUOTA_EXCEEDED"], status: 201 }),
});
