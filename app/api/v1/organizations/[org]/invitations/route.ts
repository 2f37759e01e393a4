import { createInvitation } from "@/lib/invitations/create-invitation";
import { listInvitations } from "@/lib/invitations/list-invitations";
import { methods, orgRoute } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: orgRoute(listInvitations, { summary: "List invitations" }),
  POST: orgRoute(createInvitation, { summary: "Invite someone by e-mail", refuses: ["ALREADY_MEMBER"], status: 201 }),
});
