import { openPortal } from "@/lib/billing/open-portal";
import { methods, orgRoute } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: orgRoute(openPortal, {
    summary: "Open the portal in which a subscription is changed",
    remark: "Send the user’s browser to the URL, which works for a few minutes.",
    refuses: ["CONFLICT", "FEATURE_DISABLED", "UPSTREAM_FAILED"],
    status: 201,
  }),
});
