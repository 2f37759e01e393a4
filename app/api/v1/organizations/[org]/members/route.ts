import { listMembers } from "@/lib/memberships/list-members";
import { methods, orgRoute } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: orgRoute(listMembers, { summary: "List members" }),
});
