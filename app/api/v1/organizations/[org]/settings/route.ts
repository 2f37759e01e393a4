import { getOrganizationSettings } from "@/lib/organizations/get-organization-settings";
import { methods, orgRoute } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: orgRoute(getOrganizationSettings, { summary: "Get the settings of an organization" }),
});
