import { changeMemberRole } from "@/lib/memberships/change-member-role";
import { removeMember } from "@/lib/memberships/remove-member";
import { methods, orgRoute } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  PATCH: orgRoute(changeMemberRole, { summary: "Change the role of a member", refuses: ["LAST_ORG_ADMIN"] }),
  DELETE: orgRoute(removeMember, { summary: "Remove a member", refuses: ["LAST_ORG_ADMIN"] }),
});
