import { signUp } from "@/lib/auth/sign-up/sign-up";
import { jsonRoute, methods } from "@/lib/web/adapters/route";
import { verificationRequired } from "@/lib/web/entrances/auth/quiet-answers";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: jsonRoute(signUp, {
    summary: "Sign up from an API client",
    operationId: "tokensSignUp",
    refuses: ["FEATURE_DISABLED"],
    ...verificationRequired,
    cookies: "ignored",
  }),
});
