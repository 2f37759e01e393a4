import { getOrganization } from "@/lib/admin/get-organization";
import { jsonRoute, methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: jsonRoute(getOrganization, { summary: "Get an organization as the console shows it" }),
});
