import { getOrganizationPlan } from "@/lib/plan-catalog/get-organization-plan";
import { jsonRoute, methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: jsonRoute(getOrganizationPlan, { summary: "Get the plan of an organization" }),
});
