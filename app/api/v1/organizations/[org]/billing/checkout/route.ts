import { startCheckout } from "@/lib/billing/start-checkout";
import { methods, orgRoute } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: orgRoute(startCheckout, {
    summary: "Open the payment page for a subscription",
    remark: "Send the user’s browser to the URL. An open page for the same plan is returned again.",
    refuses: ["FEATURE_DISABLED", "UPSTREAM_FAILED"],
    status: 201,
  }),
});
