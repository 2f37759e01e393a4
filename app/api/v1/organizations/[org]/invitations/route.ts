import { createInvitation } from "@/lib/invitations/create-invitation";
import { listInvitations } from "@/lib/invitations/list-invitations";
import { methods, orgRoute } from "@/lib/web/route";
import { asIs } from "@/lib/web/view";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: orgRoute(listInvitations),
  POST: orgRoute(createInvitation, { status: 201, view: asIs }),
});
