import { resendInvitation } from "@/lib/invitations/resend-invitation";
import { methods, orgRoute } from "@/lib/web/route";
import { asIs } from "@/lib/web/view";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: orgRoute(resendInvitation, { view: asIs }) });
