import { grantPlan } from "@/lib/plan-catalog/grant-plan";
import { jsonRoute, methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: jsonRoute(grantPlan, { summary: "Grant a plan to an organization", refuses: ["CONFLICT"] }),
});
