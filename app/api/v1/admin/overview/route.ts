import { getOverview } from "@/lib/admin/get-overview";
import { jsonRoute, methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: jsonRoute(getOverview, { summary: "Get the figures of the whole product" }),
});
