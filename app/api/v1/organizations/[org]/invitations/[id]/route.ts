import { revokeInvitation } from "@/lib/invitations/revoke-invitation";
import { methods, orgRoute } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  DELETE: orgRoute(revokeInvitation, { summary: "Revoke an invitation", refuses: ["CONFLICT"] }),
});
