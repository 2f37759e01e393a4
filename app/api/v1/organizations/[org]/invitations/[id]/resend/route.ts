import { resendInvitation } from "@/lib/invitations/resend-invitation";
import { methods, orgRoute } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: orgRoute(resendInvitation, { summary: "Send an invitation again", refuses: ["CONFLICT", "ALREADY_MEMBER"] }),
});
