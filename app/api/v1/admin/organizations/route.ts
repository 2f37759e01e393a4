import { provisionOrganization } from "@/lib/admin/provision-organization";
import { listOrganizations } from "@/lib/admin/list-organizations";
import { jsonRoute, methods } from "@/lib/web/adapters/route";
import { asIs } from "@/lib/web/adapters/view";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: jsonRoute(listOrganizations),
  POST: jsonRoute(provisionOrganization, { status: 201, view: asIs }),
});
