import { endSession } from "@/lib/auth/sessions/end-session";
import { jsonRoute, methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  DELETE: jsonRoute(endSession, { summary: "End one of your sessions" }),
});
