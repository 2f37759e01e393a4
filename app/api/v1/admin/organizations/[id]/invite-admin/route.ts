import { inviteOrganizationAdmin } from "@/lib/admin/provision-organization";
import { jsonRoute, methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: jsonRoute(inviteOrganizationAdmin, { status: 201 }),
});
