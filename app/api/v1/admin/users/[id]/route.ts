import { getUser } from "@/lib/admin/get-user";
import { jsonRoute, methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: jsonRoute(getUser, { summary: "Get a user" }),
});
