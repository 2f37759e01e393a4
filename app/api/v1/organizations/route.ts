import { createOrganization } from "@/lib/organizations/create-organization";
import { listMyOrganizations } from "@/lib/organizations/list-my-organizations";
import { jsonRoute, methods } from "@/lib/web/route";
import { asIs } from "@/lib/web/view";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: jsonRoute(listMyOrganizations, { view: asIs }),
  POST: jsonRoute(createOrganization, { status: 201, view: asIs }),
});
