import { signInForTokens } from "@/lib/auth/tokens/sign-in-for-tokens";
import { viewSignedInTokens } from "@/lib/auth/tokens/token-pair";
import { jsonRoute, methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: jsonRoute(signInForTokens, { view: viewSignedInTokens, cookies: "ignored" }),
});
