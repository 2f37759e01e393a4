import { provisionOrganization } from "@/lib/admin/provision-organization";
import { createOrganization } from "@/lib/organizations/create-organization";
import { listMyOrganizations } from "@/lib/organizations/list-my-organizations";
import { byMode, jsonRoute, methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: jsonRoute(listMyOrganizations, { summary: "List your organizations" }),
  POST: byMode({
    b2c: jsonRoute(createOrganization, { summary: "Create an organization", status: 201 }),
    b2b: jsonRoute(provisionOrganization, {
      summary: "Create an organization and invite its first admin",
      operationId: "organizationsCreate",
      status: 201,
    }),
  }),
});
