import { suspendOrganization } from "@/lib/admin/suspend-organization";
import { jsonRoute, methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: jsonRoute(suspendOrganization, { summary: "Suspend an organization", refuses: ["CONFLICT"] }),
});
