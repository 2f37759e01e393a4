import { getUsageSummary } from "@/lib/usage/get-usage-summary";
import { methods, orgRoute } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: orgRoute(getUsageSummary, { summary: "Get the credits of an organization and what it used" }),
});
