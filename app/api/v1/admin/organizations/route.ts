import { provisionOrganization } from "@/lib/admin/provision-organization";
import { listOrganizations } from "@/lib/admin/list-organizations";
import { jsonRoute, methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: jsonRoute(listOrganizations),
  POST: jsonRoute(provisionOrganization, { status: 201 }),
});
