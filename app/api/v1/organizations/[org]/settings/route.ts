import { getOrganizationSettings } from "@/lib/organizations/get-organization-settings";
import { methods, orgRoute } from "@/lib/web/route";
import { asIs } from "@/lib/web/view";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: orgRoute(getOrganizationSettings, { view: asIs }) });
