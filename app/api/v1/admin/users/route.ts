import { listUsers } from "@/lib/admin/list-users";
import { jsonRoute, methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: jsonRoute(listUsers, { summary: "List users" }),
});
