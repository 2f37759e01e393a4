import { getFleetUsage } from "@/lib/usage/get-fleet-usage";
import { methods, jsonRoute } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: jsonRoute(getFleetUsage, { summary: "Get the AI usage of all organizations" }),
});
