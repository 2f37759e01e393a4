import { getPlan } from "@/lib/plan-catalog/get-plan";
import { updatePlan, updatedPlan } from "@/lib/plan-catalog/update-plan";
import { jsonRoute, methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: jsonRoute(getPlan, { summary: "Get a plan" }),
  PUT: jsonRoute(updatePlan, { summary: "Change a plan", refuses: ["CONFLICT"], view: updatedPlan }),
});
