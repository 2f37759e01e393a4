import { buyCredits } from "@/lib/billing/buy-credits";
import { methods, orgRoute } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: orgRoute(buyCredits, {
    summary: "Open the payment page for a credit pack",
    remark: "Send the user’s browser to the URL. An open page for the same pack is returned again.",
    refuses: ["FEATURE_DISABLED", "UPSTREAM_FAILED"],
    status: 201,
  }),
});
