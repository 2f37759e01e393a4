import { inviteOrganizationAdmin } from "@/lib/admin/provision-organization";
import { jsonRoute, methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: jsonRoute(inviteOrganizationAdmin, {
    summary: "Invite an admin to an organization that has none",
    refuses: ["HAS_ORG_ADMIN", "ALREADY_MEMBER"],
    status: 201,
  }),
});
