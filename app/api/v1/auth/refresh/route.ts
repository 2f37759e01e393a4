import { refreshTokens } from "@/lib/auth/tokens/refresh-tokens";
import { jsonRoute, methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: jsonRoute(refreshTokens, { cookies: "ignored" }),
});
