import { changeSetting } from "@/lib/admin/change-setting";
import { jsonRoute, methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  PATCH: jsonRoute(changeSetting, { summary: "Change a setting of the running system" }),
});
