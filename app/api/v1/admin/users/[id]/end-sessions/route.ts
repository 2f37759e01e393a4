import { endUserSessions } from "@/lib/admin/end-user-sessions";
import { jsonRoute, methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: jsonRoute(endUserSessions, { summary: "End all sessions of a user" }),
});
