import { changeDefaultPlan } from "@/lib/plan-catalog/change-default-plan";
import { jsonRoute, methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: jsonRoute(changeDefaultPlan, {
    summary: "Make a plan the default",
    refuses: ["CONFLICT", "PLAN_HAS_PRICE", "PLAN_IN_USE"],
  }),
});
