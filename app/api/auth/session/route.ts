import { getSession } from "@/lib/auth/sessions/get-session";
import { jsonRoute, methods } from "@/lib/web/route";
import { asIs } from "@/lib/web/view";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: jsonRoute(getSession, { view: asIs }) });
