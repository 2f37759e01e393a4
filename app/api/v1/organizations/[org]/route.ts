import { deleteOrganization } from "@/lib/organizations/delete-organization";
import { getOrganization } from "@/lib/organizations/get-organization";
import { updateOrganization } from "@/lib/organizations/update-organization";
import { methods, orgRoute } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: orgRoute(getOrganization, { summary: "Get an organization" }),
  PATCH: orgRoute(updateOrganization, { summary: "Rename an organization" }),
  DELETE: orgRoute(deleteOrganization, { summary: "Delete an organization with everything in it" }),
});
