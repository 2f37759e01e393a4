import { startSignIn, viewStarted } from "@/lib/auth/oauth/start-flow";
import { jsonRoute, methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: jsonRoute(startSignIn, {
    summary: "Start a sign-in with a provider",
    refuses: ["FEATURE_DISABLED", "OAUTH_UNAVAILABLE"],
    view: viewStarted,
  }),
});
