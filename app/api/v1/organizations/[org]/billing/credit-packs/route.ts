import { listCreditPacks } from "@/lib/billing/list-credit-packs";
import { methods, orgRoute } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: orgRoute(listCreditPacks, { summary: "List the credit packs on sale" }),
});
