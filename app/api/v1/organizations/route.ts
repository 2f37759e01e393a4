import { createOrganization as createAnyOrganization } from "@/lib/admin/create-organization";
import { createOrganization } from "@/lib/organizations/create-organization";
import { listMyOrganizations } from "@/lib/organizations/list-my-organizations";
import { byMode, jsonRoute, methods } from "@/lib/web/adapters/route";
import { asIs } from "@/lib/web/adapters/view";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: jsonRoute(listMyOrganizations),
  POST: byMode({
    b2c: jsonRoute(createOrganization, { status: 201, view: asIs }),
    b2b: jsonRoute(createAnyOrganization, { status: 201, view: asIs }),
  }),
});
