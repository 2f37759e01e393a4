import { acceptInvitation } from "@/lib/invitations/accept-invitation";
import { jsonRoute, methods } from "@/lib/web/adapters/route";
import { viewAccepted } from "@/lib/invitations/view";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: jsonRoute(acceptInvitation, { view: viewAccepted }),
});
