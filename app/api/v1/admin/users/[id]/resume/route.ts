import { resumeUser } from "@/lib/admin/suspend-user";
import { jsonRoute, methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: jsonRoute(resumeUser, { summary: "Resume a suspended user", refuses: ["CONFLICT"] }),
});
