import { getClosures } from "@/lib/billing/get-closures";
import { jsonRoute, methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: jsonRoute(getClosures, { summary: "List uncanceled subscriptions of deleted organizations" }),
});
