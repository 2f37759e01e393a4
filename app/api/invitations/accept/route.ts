import { acceptInvitationRoute } from "@/lib/web/accepting-invitations";
import { methods } from "@/lib/web/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: acceptInvitationRoute });
