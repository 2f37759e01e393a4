import { verifyCheckout } from "@/lib/billing/verify-checkout";
import { methods, orgRoute } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: orgRoute(verifyCheckout, {
    summary: "Ask Stripe whether a checkout was paid",
    remark: "Credits are added once, whether this request or an event of Stripe comes first.",
    refuses: ["FEATURE_DISABLED", "UPSTREAM_FAILED"],
  }),
});
