import { listCalls } from "@/lib/usage/list-calls";
import { methods, orgRoute } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: orgRoute(listCalls, { summary: "List the calls to AI models" }),
});
