import { getSession } from "@/lib/auth/sessions/get-session";
import { viewSession } from "@/lib/auth/view";
import { jsonRoute, methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: jsonRoute(getSession, { summary: "Get your session", view: viewSession }),
});
