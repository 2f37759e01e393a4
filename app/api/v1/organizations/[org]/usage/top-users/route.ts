import { listTopUsers } from "@/lib/usage/list-top-users";
import { methods, orgRoute } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: orgRoute(listTopUsers, { summary: "List the members who used most credits" }),
});
