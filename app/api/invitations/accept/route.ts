import { acceptInvitationRoute } from "@/lib/web/entrances/accepting-invitations";
import { methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: acceptInvitationRoute });
