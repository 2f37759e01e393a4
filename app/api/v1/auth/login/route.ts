import { signInForTokens } from "@/lib/auth/tokens/sign-in-for-tokens";
import { viewSignedInTokens } from "@/lib/auth/tokens/token-pair";
import { jsonRoute, methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: jsonRoute(signInForTokens, {
    summary: "Sign an API client in",
    refuses: ["INVALID_CREDENTIALS", "EMAIL_NOT_VERIFIED", "NOT_FOUND", "ORGANIZATION_SUSPENDED", "CONFLICT"],
    view: viewSignedInTokens,
    cookies: "ignored",
  }),
});
