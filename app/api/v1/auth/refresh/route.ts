import { refreshTokens } from "@/lib/auth/tokens/refresh-tokens";
import { jsonRoute, methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: jsonRoute(refreshTokens, {
    summary: "Replace a refresh token and get an access token",
    refuses: ["INVALID_TOKEN", "ORGANIZATION_SUSPENDED"],
    cookies: "ignored",
  }),
});
