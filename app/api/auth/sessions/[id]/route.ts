import { endSession } from "@/lib/auth/sessions/end-session";
import { clearEndedSession } from "@/lib/web/auth-routes";
import { jsonRoute, methods } from "@/lib/web/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  DELETE: jsonRoute(endSession, { finish: clearEndedSession }),
});
