import { adjustCredits } from "@/lib/credits/adjust-credits";
import { getOrganizationCredits } from "@/lib/usage/get-organization-credits";
import { methods, jsonRoute } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: jsonRoute(getOrganizationCredits, { summary: "Get the credits of an organization" }),
  POST: jsonRoute(adjustCredits, { summary: "Add or remove purchased credits" }),
});
