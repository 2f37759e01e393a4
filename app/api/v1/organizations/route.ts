import { provisionOrganization } from "@/lib/admin/provision-organization";
import { createOrganization } from "@/lib/organizations/create-organization";
import { listMyOrganizations } from "@/lib/organizations/list-my-organizations";
import { byMode, jsonRoute, methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: jsonRoute(listMyOrganizations),
  POST: byMode({
    b2c: jsonRoute(createOrganization, { status: 201 }),
    b2b: jsonRoute(provisionOrganization, { status: 201 }),
  }),
});
