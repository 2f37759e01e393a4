import { suspendUser } from "@/lib/admin/suspend-user";
import { jsonRoute, methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: jsonRoute(suspendUser, {
    summary: "Suspend a user and end their sessions",
    refuses: ["CONFLICT"],
  }),
});
