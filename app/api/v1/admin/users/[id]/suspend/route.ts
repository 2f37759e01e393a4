import { suspendUser } from "@/lib/admin/suspend-user";
import { jsonRoute, methods } from "@/lib/web/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: jsonRoute(suspendUser) });
