import { provisionOrganization } from "@/lib/admin/provision-organization";
import { listOrganizations } from "@/lib/admin/list-organizations";
import { jsonRoute, methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: jsonRoute(listOrganizations, { summary: "List all organizations" }),
  POST: jsonRoute(provisionOrganization, { summary: "Create an organization and invite its first admin", status: 201 }),
});
