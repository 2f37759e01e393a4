import { withdrawPlan } from "@/lib/plan-catalog/grant-plan";
import { jsonRoute, methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: jsonRoute(withdrawPlan, { summary: "Withdraw a granted plan", refuses: ["CONFLICT"] }),
});
