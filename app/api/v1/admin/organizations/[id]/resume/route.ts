import { resumeOrganization } from "@/lib/admin/suspend-organization";
import { jsonRoute, methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: jsonRoute(resumeOrganization, { summary: "Resume a suspended organization", refuses: ["CONFLICT"] }),
});
