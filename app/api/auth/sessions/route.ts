import { endOtherSessions } from "@/lib/auth/sessions/end-other-sessions";
import { listSessions } from "@/lib/auth/sessions/list-sessions";
import { jsonRoute, methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: jsonRoute(listSessions, { summary: "List your sessions", remark: "Lists the 100 most recently used sessions." }),
  DELETE: jsonRoute(endOtherSessions, { summary: "End all your other sessions" }),
});
