import { listMembers } from "@/lib/memberships/list-members";
import { methods, orgRoute } from "@/lib/web/route";
import { asIs } from "@/lib/web/view";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: orgRoute(listMembers, { view: asIs }) });
