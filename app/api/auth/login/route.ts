import { signIn } from "@/lib/auth/sign-in/sign-in";
import { viewSignedIn } from "@/lib/auth/view";
import { jsonRoute, methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: jsonRoute(signIn, {
    summary: "Sign in",
    refuses: ["INVALID_CREDENTIALS", "EMAIL_NOT_VERIFIED"],
    view: viewSignedIn,
  }),
});
