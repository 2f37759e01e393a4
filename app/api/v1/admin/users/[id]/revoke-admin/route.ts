import { revokeSystemAdmin } from "@/lib/admin/change-system-admin";
import { jsonRoute, methods } from "@/lib/web/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: jsonRoute(revokeSystemAdmin) });
