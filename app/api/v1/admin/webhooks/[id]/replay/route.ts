import { replayEvent } from "@/lib/billing/replay-event";
import { jsonRoute, methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: jsonRoute(replayEvent, { summary: "Handle an event of Stripe again" }),
});
