import { listUsers } from "@/lib/admin/list-users";
import { jsonRoute, methods } from "@/lib/web/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: jsonRoute(listUsers) });
