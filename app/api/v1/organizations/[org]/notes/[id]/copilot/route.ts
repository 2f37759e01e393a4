import { getCopilot } from "@/lib/copilot/get-copilot";
import { methods, orgRoute } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: orgRoute(getCopilot, { summary: "Get what the copilot would use for a note" }),
});
