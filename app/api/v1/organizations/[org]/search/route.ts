import { searchOrganization } from "@/lib/search/search-organization";
import { methods, orgRoute } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: orgRoute(searchOrganization, { summary: "Search an organization" }),
});
