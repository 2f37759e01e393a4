import { listSettings } from "@/lib/admin/list-settings";
import { jsonRoute, methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: jsonRoute(listSettings, { summary: "List the settings of the running system" }),
});
