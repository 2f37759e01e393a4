import { getBilling } from "@/lib/billing/get-billing";
import { methods, orgRoute } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: orgRoute(getBilling, { summary: "Get the plan, the subscription and what can be bought" }),
});
