import { listExpiredCalls } from "@/lib/usage/list-expired-calls";
import { methods, jsonRoute } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: jsonRoute(listExpiredCalls, { summary: "List the calls that were never settled" }),
});
