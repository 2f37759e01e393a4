import { revokeSystemAdmin } from "@/lib/admin/change-system-admin";
import { jsonRoute, methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: jsonRoute(revokeSystemAdmin, {
    summary: "Revoke the system admin rights of a user",
    refuses: ["CONFLICT"],
  }),
});
