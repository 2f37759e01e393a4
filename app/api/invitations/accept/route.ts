import { acceptInvitation } from "@/lib/invitations/accept-invitation";
import { jsonRoute, methods } from "@/lib/web/adapters/route";
import { viewSignedIn } from "@/lib/auth/view";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: jsonRoute(acceptInvitation, {
    summary: "Accept an invitation",
    refuses: ["INVALID_LINK", "UNAUTHORIZED", "ACCESS_DENIED", "ALREADY_MEMBER"],
    view: viewSignedIn,
  }),
});
