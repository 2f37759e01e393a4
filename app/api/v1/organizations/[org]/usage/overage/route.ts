import { changeOverage } from "@/lib/usage/change-overage";
import { methods, orgRoute } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  PATCH: orgRoute(changeOverage, { summary: "Turn overage on or off", refuses: ["FEATURE_DISABLED"] }),
});
