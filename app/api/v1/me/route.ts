import { getMe } from "@/lib/auth/tokens/get-me";
import { jsonRoute, methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: jsonRoute(getMe, { summary: "Get the user and organization of the access token" }),
});
