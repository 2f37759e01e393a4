import { checkLedger } from "@/lib/credits/check-ledger";
import { methods, jsonRoute } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: jsonRoute(checkLedger, { summary: "Check the ledger of credits" }),
});
