import { revokeTokens } from "@/lib/auth/tokens/revoke-tokens";
import { jsonRoute, methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: jsonRoute(revokeTokens, { summary: "Sign an API client out", cookies: "ignored" }),
});
