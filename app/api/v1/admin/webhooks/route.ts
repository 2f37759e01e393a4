import { listEvents } from "@/lib/billing/list-events";
import { jsonRoute, methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: jsonRoute(listEvents, { summary: "List the events of Stripe" }),
});
