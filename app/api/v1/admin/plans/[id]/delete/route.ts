import { deletePlan } from "@/lib/plan-catalog/delete-plan";
import { jsonRoute, methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: jsonRoute(deletePlan, { summary: "Delete a plan that no organization has", refuses: ["PLAN_IN_USE"] }),
});
